package dev.holdfast.containers;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.processor.BeanArchives;
import io.quarkus.arc.processor.BeanProcessor;
import io.quarkus.arc.processor.ResourceOutput.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexView;

/** A running ArC container with the classes that Quarkus would have generated for some beans at build time. */
final class ArcBeans implements AutoCloseable {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final GeneratedClasses loader;
    private final ArcContainer container;

    ArcBeans(Class<?>... beans) throws IOException, InterruptedException, ExecutionException {
        this.loader = new GeneratedClasses(before, beans);
        IndexView index = BeanArchives.buildImmutableBeanArchiveIndex(Index.of(beans));
        BeanProcessor.builder()
                .setName("test")
                .setImmutableBeanArchiveIndex(index)
                .setComputingBeanArchiveIndex(
                        BeanArchives.buildComputingBeanArchiveIndex(before, new ConcurrentHashMap<>(), index))
                .setRemoveUnusedBeans(false)
                .setOutput(loader::add)
                .build()
                .process();
        Thread.currentThread().setContextClassLoader(loader);
        this.container = Arc.initialize();
    }

    /** What an injection point of the bean's type gets; of the type as the container's class loader has it. */
    Object bean(Class<?> type) throws ClassNotFoundException {
        return container.instance(loader.loadClass(type.getName())).get();
    }

    @Override
    public void close() {
        Arc.shutdown();
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Beans and generated classes in one loader, as proxies share package-private members with their beans. */
    private static final class GeneratedClasses extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();
        private final Map<String, byte[]> services = new HashMap<>();

        GeneratedClasses(ClassLoader parent, Class<?>... beans) throws IOException {
            super(parent);
            for (Class<?> bean : beans) {
                try (InputStream bytes =
                        parent.getResourceAsStream(bean.getName().replace('.', '/') + ".class")) {
                    classes.put(bean.getName(), bytes.readAllBytes());
                }
            }
        }

        void add(Resource resource) {
            if (resource.getType() == Resource.Type.JAVA_CLASS) {
                classes.put(resource.getName().replace('/', '.'), resource.getData());
            } else if (resource.getType() == Resource.Type.SERVICE_PROVIDER) {
                services.put("META-INF/services/" + resource.getName(), resource.getData());
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = classes.get(name);
                return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            byte[] service = services.get(name);
            return service == null
                    ? super.getResources(name)
                    : Collections.enumeration(Collections.singletonList(url(name, service)));
        }

        private static URL url(String name, byte[] bytes) throws MalformedURLException {
            return new URL(null, "memory:" + name, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(bytes);
                        }
                    };
                }
            });
        }
    }
}
