package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** One directory being listed: OPENDIR, READDIRs ahead of their answers, CLOSE. Moved on by its pipeline, never waits. */
final class Listing implements AutoCloseable {
    /** Who gets the entries. */
    interface Reader {
        /** Some entries, without {@code .} and {@code ..}. */
        void entries(List<SFTPEntry> entries) throws IOException;

        /** That was all, or it failed. */
        void done(SFTPException failure) throws IOException;
    }

    private static final int FIRST_AHEAD = 2; // the names of a small directory, and the news that there are no more
    private static final int MAX_AHEAD = 8;
    private static final int MAX_EMPTY = 16; // answers without an entry, one after the other

    private final Pipeline pipeline;
    private final String path;
    private final Reader reader;
    private final BooleanSupplier wantsMore;
    private SFTPHandle handle; // while it is open
    private int asked; // READDIRs without an answer
    private int ahead = FIRST_AHEAD;
    private int empty;
    private SFTPException failure;
    private boolean ended;
    private boolean over;

    Listing(Pipeline pipeline, String path, Reader reader, BooleanSupplier wantsMore) {
        this.pipeline = pipeline;
        this.path = path;
        this.reader = reader;
        this.wantsMore = wantsMore;
    }

    void start() throws IOException {
        pipeline.add(this);
        ask("list", SFTPReply.Handle.NUMBER, id -> new SFTPRequest.OpenDir(id, path), call -> {
            handle = call.handle();
            more();
        });
    }

    /** Asks for more if its reader wants more. */
    void more() throws IOException {
        while (handle != null && !ended && asked < ahead && wantsMore.getAsBoolean()) {
            asked++;
            var open = handle;
            ask("list", SFTPReply.Name.NUMBER, id -> new SFTPRequest.ReadDir(id, open), this::names);
        }
    }

    private void names(Call call) throws IOException {
        asked--;
        var names = namesOrFailure(call);
        if (names == null) {
            ended = true;
        } else if (!ended || failure == null) {
            given(names);
        }
        more();
        if (ended && asked == 0) {
            var open = handle;
            handle = null;
            ask("close", SFTPReply.Status.NUMBER, id -> new SFTPRequest.Close(id, open), closed -> over(failure));
        }
    }

    private List<SFTPEntry> namesOrFailure(Call call) {
        try {
            return call.names();
        } catch (SFTPException e) {
            failure = failure == null ? e : failure;
            return null;
        }
    }

    private void given(List<SFTPEntry> names) throws IOException {
        empty = names.isEmpty() ? empty + 1 : 0;
        if (empty > MAX_EMPTY) {
            throw new ProtocolException(
                    "the server answers READDIR again and again with no entry and no end (filexfer-02 §6.7)");
        }
        ahead = Math.min(MAX_AHEAD, ahead + 1);
        var entries = new ArrayList<>(names);
        entries.removeIf(entry -> entry.name().equals(".") || entry.name().equals(".."));
        reader.entries(entries);
    }

    private void over(SFTPException why) throws IOException {
        close();
        reader.done(why);
    }

    /** Gives it up. */
    @Override
    public void close() {
        if (over) {
            return;
        }
        over = true;
        ended = true;
        pipeline.remove(this);
        if (handle != null) {
            var open = handle;
            pipeline.session().tell(id -> new SFTPRequest.Close(id, open));
        }
    }

    private void ask(String verb, int expected, IntFunction<SFTPRequest> request, Call.Step step) throws IOException {
        pipeline.ask(verb, path, expected, request, call -> {
            if (over) {
                return;
            }
            try {
                step.take(call);
            } catch (SFTPException e) {
                over(e);
            }
        });
    }
}
