package io.javamiko.sftp;

import static io.javamiko.sftp.SFTPOpenFlag.CREATE;
import static io.javamiko.sftp.SFTPOpenFlag.EXCLUSIVE;
import static io.javamiko.sftp.SFTPOpenFlag.TRUNCATE;
import static io.javamiko.sftp.SFTPOpenFlag.WRITE;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * One file on its way up: OPEN, many WRITEs, and behind the last of them at once what follows (FSETSTAT, fsync, CLOSE),
 * since requests on one file take effect in order (filexfer-02 §6.1). It is done when every answer was good. Moved on by
 * its pipeline, never waits.
 */
final class Upload implements AutoCloseable {
    private final Pipeline pipeline;
    private final String path;
    private final String written; // the path or a temporary name beside it
    private final Source source;
    private final TransferOptions options;
    private final Outcome outcome;
    private SFTPHandle handle; // while it is open
    private long offset; // where the next WRITE goes
    private long done; // bytes that were answered for
    private int unanswered;
    private boolean waitsForRoom;
    private boolean ended; // nothing more will be asked for
    private boolean created;
    private boolean complete;
    private boolean over;

    Upload(Pipeline pipeline, String path, Source source, TransferOptions options, Outcome outcome) {
        this.pipeline = pipeline;
        this.path = path;
        this.written = options.isAtomic() ? temporary(path) : path;
        this.source = source;
        this.options = options;
        this.outcome = outcome;
    }

    void start() throws IOException {
        pipeline.add(this);
        if (options.resumes()) {
            ask("stat", SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.Stat(id, path), this::resumeBehind);
        } else {
            open(options.isAtomic() ? Set.of(WRITE, CREATE, EXCLUSIVE) : Set.of(WRITE, CREATE, TRUNCATE));
        }
    }

    private void resumeBehind(Call call) throws IOException {
        if (call.reply() instanceof SFTPReply.Attrs) {
            offset = call.attributes().size().orElse(0);
            long size = source.attributes().size().orElse(Long.MAX_VALUE);
            if (offset > size) {
                throw new FileSystemException(
                        path,
                        null,
                        "can't resume: there are " + offset + " bytes there, more than the " + size + " here");
            }
            source.skipTo(offset);
            done = offset;
        }
        open(Set.of(WRITE, CREATE));
    }

    private void open(Set<SFTPOpenFlag> flags) throws IOException {
        var attributes =
                options.preserves() && source.attributes().permissions().isPresent()
                        ? SFTPAttributes.of(a ->
                                a.permissions(source.attributes().permissions().getAsInt()))
                        : SFTPAttributes.none();
        ask(
                "open",
                SFTPReply.Handle.NUMBER,
                id -> new SFTPRequest.Open(id, written, SFTPOpenFlag.bits(flags), attributes),
                call -> {
                    handle = call.handle();
                    created = true;
                    pump();
                });
    }

    private void pump() throws IOException {
        var packet = pipeline.packet();
        while (!ended && handle != null) {
            if (!pipeline.hasRoom()) {
                waitForRoom();
                return;
            }
            int count = source.read(
                    packet.array(), packet.dataOffset(), pipeline.limits().writeSize());
            if (count == 0) {
                finish();
            } else {
                unanswered++;
                pipeline.write(
                        path,
                        handle,
                        offset,
                        count,
                        call -> guarded(() -> written(count, call)).more());
                offset += count;
            }
        }
    }

    private void waitForRoom() {
        if (!waitsForRoom) {
            waitsForRoom = true;
            pipeline.whenThereIsRoom(guarded(() -> {
                waitsForRoom = false;
                pump();
            }));
        }
    }

    private void written(int count, Call call) throws IOException {
        call.ok();
        done += count;
        unanswered--;
        options.progress().transferred(path, done, source.attributes().size().orElse(-1));
        pump();
        overIfAllAnswered();
    }

    private void finish() throws IOException {
        ended = true;
        var open = handle;
        if (options.preserves()) {
            confirm("set the attributes of", id -> new SFTPRequest.FSetStat(id, open, preserved()));
        }
        if (options.syncs()) {
            confirm("sync", id -> new SFTPRequest.Extended(id, new SFTPExtension.FSync(open)));
        }
        handle = null;
        confirm("close", id -> new SFTPRequest.Close(id, open));
    }

    private SFTPAttributes preserved() {
        var local = source.attributes();
        return SFTPAttributes.of(a -> {
            local.permissions().ifPresent(a::permissions);
            local.modified().ifPresent(modified -> a.times(local.accessed().orElse(modified), modified));
        });
    }

    /** Asks for something that must succeed before all is done. */
    private void confirm(String verb, IntFunction<SFTPRequest> request) throws IOException {
        unanswered++;
        ask(verb, SFTPReply.Status.NUMBER, request, call -> {
            call.ok();
            unanswered--;
            overIfAllAnswered();
        });
    }

    private void overIfAllAnswered() throws IOException {
        if (!ended || unanswered > 0) {
            return;
        }
        if (done == 0) {
            options.progress().transferred(path, 0, 0);
        }
        if (options.isAtomic()) {
            unanswered++;
            ask("rename", SFTPReply.Status.NUMBER, this::replace, call -> {
                call.ok();
                over(null);
            });
        } else {
            over(null);
        }
    }

    private SFTPRequest replace(int id) {
        return pipeline.session().supports(SFTPExtension.PosixRename.NAME)
                ? new SFTPRequest.Extended(id, new SFTPExtension.PosixRename(written, path))
                : new SFTPRequest.Rename(id, written, path);
    }

    private void over(IOException failure) throws IOException {
        complete = failure == null;
        close();
        outcome.done(done, failure);
    }

    /** Gives it up: on both sides nothing stays open. */
    @Override
    public void close() throws IOException {
        if (over) {
            return;
        }
        over = true;
        pipeline.remove(this);
        if (handle != null) {
            var open = handle;
            pipeline.session().tell(id -> new SFTPRequest.Close(id, open));
        }
        if (created && options.isAtomic() && !complete) {
            pipeline.session().tell(id -> new SFTPRequest.Remove(id, written));
        }
        source.close();
    }

    private void ask(String verb, int expected, IntFunction<SFTPRequest> request, Call.Step step) throws IOException {
        pipeline.ask(
                verb,
                path,
                expected,
                request,
                call -> guarded(() -> step.take(call)).more());
    }

    /** What concerns this file alone ends this file alone; everything else ends all. */
    private Pipeline.Hungry guarded(Pipeline.Hungry step) {
        return () -> {
            if (over) {
                return;
            }
            try {
                step.more();
            } catch (SFTPException | FileSystemException e) {
                over(e);
            }
        };
    }

    private static String temporary(String path) {
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        return directory + LocalSink.temporaryName(path);
    }
}
