package io.github.distributedsupervisor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a typed child can be asked. */
interface Library extends Shelf<String, Library.Book> {

    /** A message and an answer. */
    record Book(String title, int pages) {}

    /** An answer that is no book. */
    class NoSuchBook extends Exception {
        private static final long serialVersionUID = 1L;

        NoSuchBook(String message) {
            super(message);
        }
    }

    Book borrow(String title) throws NoSuchBook;

    CompletableFuture<Book> borrowLater(String title) throws NoSuchBook;

    CompletionStage<Integer> countLater();

    int count();

    int count(String titlePrefix);

    int count(int atLeastPages);

    void add(Book book);

    @Cast
    void note(String text);

    List<String> notes();

    int addAll(String... titles);

    @Nullable
    String echo(@Nullable String text);

    default String describe() {
        return count() + " books";
    }

    void crash();

    void refuse();

    int sleep();
}
