package dev.holdfast.containers;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

@Interceptor
@Transacted
@Priority(1)
class TransactedInterceptor {
    @AroundInvoke
    Object around(InvocationContext context) throws Exception {
        Journaled bean = (Journaled) context.getTarget();
        bean.journal().add("begin");
        Object result = context.proceed();
        bean.journal().add("commit");
        return result;
    }
}
