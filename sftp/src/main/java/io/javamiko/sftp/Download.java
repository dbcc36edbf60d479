package io.javamiko.sftp;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.function.IntFunction;

/** One file on its way down: STAT and OPEN, many READs, CLOSE. Moved on by its pipeline, never waits. */
final class Download implements AutoCloseable {
    private final Pipeline pipeline;
    private final String path;
    private final Sink sink;
    private final TransferOptions options;
    private final Outcome outcome;
    private SFTPAttributes attributes; // as the server told them; none() if it would not
    private SFTPHandle handle; // while it is open
    private ReadAhead reading;
    private long done;
    private boolean over;

    /** @param attributes of the file, if they are known already; else null */
    Download(
            Pipeline pipeline,
            String path,
            SFTPAttributes attributes,
            Sink sink,
            TransferOptions options,
            Outcome outcome) {
        this.pipeline = pipeline;
        this.path = path;
        this.attributes = attributes;
        this.sink = sink;
        this.options = options;
        this.outcome = outcome;
    }

    void start() throws IOException {
        pipeline.add(this);
        if (attributes == null) {
            attributes = SFTPAttributes.none(); // a drop box may refuse STAT and still let read
            ask("stat", SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.Stat(id, path), call -> {
                if (call.reply() instanceof SFTPReply.Attrs) {
                    attributes = call.attributes();
                }
            });
        }
        ask(
                "open",
                SFTPReply.Handle.NUMBER,
                id -> new SFTPRequest.Open(
                        id, path, SFTPOpenFlag.bits(List.of(SFTPOpenFlag.READ)), SFTPAttributes.none()),
                this::opened);
    }

    private void opened(Call call) throws IOException {
        handle = call.handle();
        done = sink.present();
        long size = attributes.size().orElse(0);
        if (done > size && attributes.size().isPresent()) {
            throw new FileSystemException(
                    path,
                    null,
                    "can't resume: there are " + done + " bytes here, more than the " + size + " of the file");
        }
        sink.open(attributes);
        reading = new ReadAhead(pipeline, path, handle, done, size, Long.MAX_VALUE, guarded(this::deliver));
        reading.pump();
    }

    private void deliver() throws IOException {
        for (var chunk = reading.poll(); chunk != null; chunk = reading.poll()) {
            sink.write(chunk.bytes, 0, chunk.filled);
            done += chunk.filled;
            pipeline.release(chunk.bytes);
            options.progress().transferred(path, done, attributes.size().orElse(-1));
        }
        if (reading.hasEnded() && handle != null) {
            var open = handle;
            handle = null;
            ask("close", SFTPReply.Status.NUMBER, id -> new SFTPRequest.Close(id, open), call -> finish());
        }
    }

    private void finish() throws IOException { // what CLOSE says of a file that was read does not matter
        sink.finish(attributes);
        over(null);
    }

    private void over(IOException failure) throws IOException {
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
        if (reading != null) {
            reading.stop();
        }
        if (handle != null) {
            var open = handle;
            pipeline.session().tell(id -> new SFTPRequest.Close(id, open));
        }
        sink.discard();
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
}
