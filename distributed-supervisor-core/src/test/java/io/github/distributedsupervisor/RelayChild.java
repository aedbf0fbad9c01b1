package io.github.distributedsupervisor;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Answers a question when somebody tells it the answer, and lives on when it knows of no such question. */
@SupervisedChild(value = "relay", reentrant = true, answers = NoSuchElementException.class)
final class RelayChild implements Child {

    static final Map<String, CompletableFuture<String>> QUESTIONS = new ConcurrentHashMap<>();

    @Override
    public Object onCall(Object message) {
        String[] words = ((String) message).split("=");
        if (words[0].equals("crash")) {
            throw new IllegalStateException("crash as told");
        }
        if (words.length == 1) {
            return QUESTIONS.computeIfAbsent(words[0], each -> new CompletableFuture<>());
        }
        CompletableFuture<String> question = QUESTIONS.remove(words[0]);
        if (question == null) {
            throw new QuestionUnknown(words[0]);
        }
        question.complete(words[1]);
        return "told";
    }

    static final class QuestionUnknown extends NoSuchElementException {
        private static final long serialVersionUID = 1;

        QuestionUnknown(String question) {
            super(question);
        }
    }
}
