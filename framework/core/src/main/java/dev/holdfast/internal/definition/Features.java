package dev.holdfast.internal.definition;

import dev.holdfast.spi.FeatureSettings;
import dev.holdfast.spi.HandlerFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Joins the features of a handler that are one, and applies settings to them. */
final class Features {
    private final Resolution resolution;
    private final String origin;

    Features(Resolution resolution, String origin) {
        this.resolution = resolution;
        this.origin = origin;
    }

    List<HandlerFeature> of(List<HandlerFeature> declared, String handlerId) {
        List<HandlerFeature> joined = new ArrayList<>();
        declared.forEach(feature -> add(feature, joined));
        FeatureSettings settings = new OfHandler(handlerId);
        return joined.stream().map(feature -> feature.configured(settings)).toList();
    }

    private static void add(HandlerFeature feature, List<HandlerFeature> all) {
        for (int i = 0; i < all.size(); i++) {
            HandlerFeature other = all.get(i);
            Optional<HandlerFeature> both = other.joinedWith(feature).or(() -> feature.joinedWith(other));
            if (both.isPresent()) {
                all.set(i, both.get());
                return;
            }
        }
        all.add(feature);
    }

    private final class OfHandler implements FeatureSettings {
        private final String id;

        OfHandler(String id) {
            this.id = id;
        }

        @Override
        public <T> T read(String name, Function<String, T> parser, T declared) {
            String key = HandlerResolver.PREFIX + id + "." + name;
            return resolution.planned(
                    "handler " + id, name, resolution.settings().read(key, parser, declared, origin, declared));
        }
    }
}
