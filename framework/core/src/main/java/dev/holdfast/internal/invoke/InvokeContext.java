package dev.holdfast.internal.invoke;

import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerInterceptor;
import dev.holdfast.spi.ReturnAdapter;
import java.util.List;
import java.util.Set;

/**
 * What the model of a handler's call is built from, beside its method.
 *
 * @param info the handler
 * @param place where it is defined, for people: {@code handler BillingHandlers.issueInvoice}
 * @param emits the topics that it declares to write to, in their order
 * @param codecs finds codecs
 * @param interceptors stand around each call, the first one outermost
 * @param returnAdapters for return types of other libraries
 */
public record InvokeContext(
        HandlerInfo info,
        String place,
        Set<String> emits,
        CodecRegistry codecs,
        List<HandlerInterceptor> interceptors,
        List<ReturnAdapter> returnAdapters) {}
