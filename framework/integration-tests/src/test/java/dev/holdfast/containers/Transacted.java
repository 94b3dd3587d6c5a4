package dev.holdfast.containers;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for {@code @Transactional}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@interface Transacted {}
