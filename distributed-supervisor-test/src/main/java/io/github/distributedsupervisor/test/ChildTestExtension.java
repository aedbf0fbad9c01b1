package io.github.distributedsupervisor.test;

import io.github.distributedsupervisor.Child;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes probes of the class that the type of the parameter names. */
final class ChildTestExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ChildProbe.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Type type = parameter.getParameter().getParameterizedType();
        if (type instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> child
                && Child.class.isAssignableFrom(child)) {
            return ChildProbe.of(child.asSubclass(Child.class));
        }
        throw new ParameterResolutionException("say which child to test, such as ChildProbe<RoomChild>");
    }
}
