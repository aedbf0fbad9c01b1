package io.github.distributedsupervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A typed child. */
@SupervisedChild("library")
class LibraryChild implements Library, Child, Stateful<String> {

    private final Map<String, Book> books = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public Book borrow(String title) throws NoSuchBook {
        Book book = books.get(title);
        if (book == null) {
            throw new NoSuchBook("no " + title);
        }
        return book;
    }

    @Override
    public CompletableFuture<Book> borrowLater(String title) throws NoSuchBook {
        return CompletableFuture.completedFuture(borrow(title));
    }

    @Override
    public CompletionStage<Integer> countLater() {
        return CompletableFuture.completedFuture(count());
    }

    @Override
    public int count() {
        return books.size();
    }

    @Override
    public int count(String titlePrefix) {
        return (int) books.keySet().stream()
                .filter(title -> title.startsWith(titlePrefix))
                .count();
    }

    @Override
    public int count(int atLeastPages) {
        return (int) books.values().stream()
                .filter(book -> book.pages() >= atLeastPages)
                .count();
    }

    @Override
    public void add(Book book) {
        books.put(book.title(), book);
    }

    @Override
    public void note(String text) {
        if (text.equals("crash")) {
            throw new IllegalStateException("as told");
        }
        notes.add(text);
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public int addAll(String... titles) {
        for (String title : titles) {
            add(new Book(title, 1));
        }
        return count();
    }

    @Override
    public @Nullable String echo(@Nullable String text) {
        return text;
    }

    @Override
    public String describe() {
        return Library.super.describe() + " in a child";
    }

    @Override
    public @Nullable Book find(String key) {
        return books.get(key);
    }

    @Override
    public void crash() {
        throw new IllegalStateException("as told");
    }

    @Override
    public void refuse() {
        throw new ChildReplyException("not now");
    }

    @Override
    public int sleep() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    @Override
    public String captureState() {
        return "";
    }

    @Override
    public void restoreState(String state) {}
}
