package io.github.distributedsupervisor;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Answers a question when somebody tells it the answer, with "hold" not even the next message before, and lives on when it knows of no such question. */
@SupervisedChild(value = "relay", reentrant = true, answers = NoSuchElementException.class)
final class RelayChild implements Child {

    static final Map<String, CompletableFuture<String>> QUESTIONS = new ConcurrentHashMap<>();

    @Override
    public Object onCall(Object message) {
        String[] words = ((String) message).split("=");
        if (words[0].equals("crash")) {
            throw new IllegalStateException("crash as told");
        }
        if (words[0].equals("hold")) {
            return question("hold").join();
        }
        if (words.length == 1) {
            return question(words[0]);
        }
        CompletableFuture<String> question = QUESTIONS.remove(words[0]);
        if (question == null) {
            throw new QuestionUnknown(words[0]);
        }
        question.complete(words[1]);
        return "told";
    }

    private static CompletableFuture<String> question(String name) {
        return QUESTIONS.computeIfAbsent(name, each -> new CompletableFuture<>());
    }

    static final class QuestionUnknown extends NoSuchElementException {
        private static final long serialVersionUID = 1;

        QuestionUnknown(String question) {
            super(question);
        }
    }
}
