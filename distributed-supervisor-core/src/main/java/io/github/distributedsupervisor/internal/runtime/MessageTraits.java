package io.github.distributedsupervisor.internal.runtime;

import io.github.distributedsupervisor.SupervisedChild;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a class of children says about its messages.
 *
 * @param reentrant whether messages are handled while answers are to come
 * @param answers names of the unchecked exceptions that are answers
 */
record MessageTraits(boolean reentrant, Set<String> answers) {

    static final MessageTraits NONE = new MessageTraits(false, Set.of());

    private static final ClassValue<MessageTraits> CACHE = new ClassValue<>() {
        @Override
        protected MessageTraits computeValue(Class<?> type) {
            SupervisedChild annotation = annotationOf(type);
            return annotation == null
                    ? NONE
                    : new MessageTraits(
                            annotation.reentrant(),
                            Arrays.stream(annotation.answers())
                                    .map(Class::getName)
                                    .collect(Collectors.toUnmodifiableSet()));
        }
    };

    static MessageTraits of(Class<?> type) {
        return CACHE.get(type);
    }

    /** That of the nearest class that has one: the child may be of a class that was derived to intercept its methods. */
    private static @Nullable SupervisedChild annotationOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            SupervisedChild annotation = each.getAnnotation(SupervisedChild.class);
            if (annotation != null) {
                return annotation;
            }
        }
        return null;
    }

    /** Whether an exception, or one it is derived from, is listed here or there. */
    boolean isAnswer(Throwable failure, Set<String> alsoAnswers) {
        if (answers.isEmpty() && alsoAnswers.isEmpty()) {
            return false;
        }
        for (Class<?> each = failure.getClass(); each != null; each = each.getSuperclass()) {
            if (answers.contains(each.getName()) || alsoAnswers.contains(each.getName())) {
                return true;
            }
        }
        return false;
    }
}
