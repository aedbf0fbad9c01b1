package io.github.distributedsupervisor.boot.autoconfigure;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ClassUtils;

/**
 * Picks the constructor of a child, or takes the bean method that makes it, and says which of its parameters are arguments
 * of the child.
 *
 * <p>The arguments keep their order: each goes to the next parameter of its type; the parameters in between are beans. A
 * parameter with {@link Qualifier} or {@link Value} is never an argument. A null argument skips the types of beans.
 */
final class ChildCreators {

    private final Class<?> childClass;
    private final List<? extends Executable> candidates;
    private final Predicate<Class<?>> isBean;

    private ChildCreators(Class<?> childClass, List<? extends Executable> candidates, Predicate<Class<?>> isBean) {
        this.childClass = childClass;
        this.candidates = candidates;
        this.isBean = isBean;
    }

    static ChildCreators constructorsOf(Class<?> childClass, Predicate<Class<?>> isBean) {
        return new ChildCreators(childClass, candidates(childClass), isBean);
    }

    static ChildCreators method(Method method, Predicate<Class<?>> isBean) {
        return new ChildCreators(method.getReturnType(), List.of(method), isBean);
    }

    /** Of several that fit, the one with the fewest injected parameters. */
    Choice choose(List<@Nullable Object> arguments) {
        List<Choice> fitting = new ArrayList<>();
        for (Executable candidate : candidates) {
            Choice choice = match(candidate, arguments);
            if (choice != null) {
                fitting.add(choice);
            }
        }
        fitting.sort(Comparator.comparingInt(choice -> choice.creator().getParameterCount()));
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("no " + kind() + " of " + childClass.getName() + " fits the arguments "
                    + types(arguments) + "; there are: " + candidates);
        }
        if (fitting.size() > 1 && sameLength(fitting.get(0), fitting.get(1))) {
            throw new IllegalArgumentException("several " + kind() + "s of " + childClass.getName()
                    + " fit the arguments " + types(arguments) + "; mark one with @Autowired: " + candidates);
        }
        return fitting.get(0);
    }

    /**
     * Makes arguments out of texts, for the constructor or method that takes so many simple values.
     *
     * @throws IllegalArgumentException which text does not fit which parameter
     */
    List<@Nullable Object> convert(List<String> texts) {
        List<? extends Executable> fitting = candidates.stream()
                .filter(candidate -> simple(candidate).size() == texts.size())
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException((fitting.isEmpty() ? "no " : "several ") + kind() + "s of "
                    + childClass.getName() + " take " + texts.size()
                    + " values that a text can be converted to; there are: " + candidates);
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        List<Parameter> parameters = simple(fitting.get(0));
        for (int i = 0; i < texts.size(); i++) {
            arguments.add(convert(i, texts.get(i), parameters.get(i)));
        }
        return arguments;
    }

    private @Nullable Object convert(int index, String text, Parameter parameter) {
        try {
            return ApplicationConversionService.getSharedInstance().convert(text, parameter.getType());
        } catch (ConversionException e) {
            // not the text: it may be a secret
            throw new IllegalArgumentException(
                    "argument " + index + " is no " + parameter.getType().getName() + ", as the parameter '"
                            + parameter.getName() + "' of " + childClass.getName() + " must be",
                    e);
        }
    }

    private List<Parameter> simple(Executable creator) {
        ConversionService conversion = ApplicationConversionService.getSharedInstance();
        return Arrays.stream(creator.getParameters())
                .filter(parameter -> conversion.canConvert(String.class, parameter.getType())
                        && !isBean.test(parameter.getType())
                        && mayBeArgument(parameter))
                .toList();
    }

    /** How people know the parameter that takes an argument. */
    String parameterOf(int argument, List<@Nullable Object> arguments) {
        for (Executable candidate : candidates) {
            Choice choice = match(candidate, arguments);
            Parameter[] parameters = candidate.getParameters();
            for (int i = 0; choice != null && i < parameters.length; i++) {
                if (choice.argumentOf(i) == argument) {
                    return "parameter '" + parameters[i].getName() + "' of " + childClass.getName();
                }
            }
        }
        return childClass.getName();
    }

    private @Nullable Choice match(Executable creator, List<@Nullable Object> arguments) {
        Parameter[] parameters = creator.getParameters();
        int[] sources = new int[parameters.length];
        int next = 0;
        for (int i = 0; i < parameters.length; i++) {
            boolean taken = next < arguments.size() && accepts(parameters[i], arguments.get(next));
            sources[i] = taken ? next++ : -1;
        }
        return next == arguments.size() ? new Choice(creator, sources) : null;
    }

    private boolean accepts(Parameter parameter, @Nullable Object argument) {
        Class<?> type = parameter.getType();
        return ClassUtils.isAssignableValue(type, argument)
                && mayBeArgument(parameter)
                && (argument != null || !isBean.test(type));
    }

    private static boolean mayBeArgument(Parameter parameter) {
        return !AnnotatedElementUtils.hasAnnotation(parameter, Qualifier.class)
                && !AnnotatedElementUtils.hasAnnotation(parameter, Value.class);
    }

    private String kind() {
        return candidates.get(0) instanceof Method ? "bean method" : "constructor";
    }

    private static List<Constructor<?>> candidates(Class<?> childClass) {
        Constructor<?>[] all = childClass.getDeclaredConstructors();
        List<Constructor<?>> marked = Arrays.stream(all)
                .filter(constructor -> constructor.isAnnotationPresent(Autowired.class))
                .toList();
        return marked.isEmpty() ? List.of(all) : marked;
    }

    private static boolean sameLength(Choice one, Choice other) {
        return one.creator().getParameterCount() == other.creator().getParameterCount();
    }

    /** The types only: the arguments may hold secrets. */
    private static String types(List<@Nullable Object> arguments) {
        return arguments.stream()
                .map(argument -> argument == null ? "null" : argument.getClass().getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** A constructor or method, and for each of its parameters the index of the argument it takes, or -1 for a bean. */
    static final class Choice {

        private final Executable creator;
        private final int[] sources;

        Choice(Executable creator, int[] sources) {
            this.creator = creator;
            this.sources = sources;
        }

        Executable creator() {
            return creator;
        }

        int argumentOf(int parameter) {
            return sources[parameter];
        }
    }
}
