package io.javamiko.sftp;

import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A session with an SFTP server. Any number of threads may call anything at any time: requests of all are in flight
 * together, and answers find whom they are for in whatever order they come. Streams that it gives are for one thread each.
 *
 * <p>A path is text; bytes of a name that are not UTF-8 stand in it as U+DC80 to U+DCFF, so that every name that
 * {@link #list} gives can be given back. A relative path starts at the directory that {@code realPath(".")} names.
 *
 * <p>What the server refuses is an {@link SFTPException}, and the session goes on. A server that is silent for the reply
 * timeout is an {@link io.javamiko.SSHTimeoutException} of that call. Anything else ends the session: that call and all
 * later ones throw {@link io.javamiko.ConnectionLostException} with the first cause. An interrupt ends the call that it
 * meets, and nothing else.
 */
public final class SFTPClient implements AutoCloseable {
    private final Session session;
    private final SFTPClientOptions options;

    private SFTPClient(Session session, SFTPClientOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Opens a session over a pair of streams: a channel's, a process's, a pipe's.
     *
     * @param closer closes both; must make a read that waits in {@code in} return or throw. Called once, also if opening
     *     fails
     */
    public static SFTPClient open(InputStream in, OutputStream out, AutoCloseable closer, SFTPClientOptions options)
            throws IOException {
        var session = new Session(in, out, closer, options.replyTimeout());
        session.open();
        return new SFTPClient(session, options);
    }

    /** As {@link #open(InputStream, OutputStream, AutoCloseable, SFTPClientOptions)}, all as it is by default. */
    public static SFTPClient open(InputStream in, OutputStream out, AutoCloseable closer) throws IOException {
        return open(in, out, closer, SFTPClientOptions.defaults());
    }

    /** What the server says it can besides version 3, and in which version: {@code posix-rename@openssh.com → 1}. */
    public Map<String, String> extensions() {
        return Collections.unmodifiableMap(session.extensions());
    }

    /** What the server says of its limits ({@code limits@openssh.com}); the draft's if it says nothing. */
    public SFTPLimits limits() throws IOException {
        return session.limits();
    }

    /** Whether the session can still be used. */
    public boolean isOpen() {
        return session.isOpen();
    }

    // files

    /** Downloads a file, in place; what there is before is lost once the server has opened its own. */
    public void get(String remote, Path local) throws IOException {
        get(remote, local, TransferOptions.defaults());
    }

    /** Downloads a file. */
    public void get(String remote, Path local, Consumer<TransferOptions.Builder> options) throws IOException {
        get(remote, local, TransferOptions.of(options));
    }

    /** Downloads a file, and tells how far it is. */
    public void get(String remote, Path local, TransferProgress progress) throws IOException {
        get(remote, local, TransferOptions.of(o -> o.progress(progress)));
    }

    /** Downloads a file. */
    public void get(String remote, Path local, TransferOptions options) throws IOException {
        get(remote, new LocalSink(local, options), options);
    }

    /** Downloads a file into a stream, which stays open. */
    public void get(String remote, OutputStream target) throws IOException {
        get(remote, new StreamSink(target), TransferOptions.defaults());
    }

    private void get(String remote, Sink sink, TransferOptions options) throws IOException {
        try (var pipeline = pipeline()) {
            new Download(pipeline, remote, null, sink, options, SFTPClient::thrown).start();
            pipeline.run();
        }
    }

    /** Uploads a file; it is there when this returns: every part, and that it was closed, was answered for. */
    public void put(Path local, String remote) throws IOException {
        put(local, remote, TransferOptions.defaults());
    }

    /** Uploads a file. */
    public void put(Path local, String remote, Consumer<TransferOptions.Builder> options) throws IOException {
        put(local, remote, TransferOptions.of(options));
    }

    /** Uploads a file, and tells how far it is. */
    public void put(Path local, String remote, TransferProgress progress) throws IOException {
        put(local, remote, TransferOptions.of(o -> o.progress(progress)));
    }

    /** Uploads a file. */
    public void put(Path local, String remote, TransferOptions options) throws IOException {
        put(LocalSource.open(local), remote, options);
    }

    /** Uploads what a stream gives up to its end; it stays open. */
    public void put(InputStream source, String remote) throws IOException {
        put(LocalSource.of(source), remote, TransferOptions.defaults());
    }

    private void put(Source source, String remote, TransferOptions options) throws IOException {
        try (var pipeline = pipeline()) {
            new Upload(pipeline, remote, source, options, SFTPClient::thrown).start();
            pipeline.run();
        } finally {
            source.close();
        }
    }

    private static void thrown(long bytes, IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Opens a file: to read if no flag is given. */
    public SFTPFile open(String path, SFTPOpenFlag... flags) throws IOException {
        return open(path, SFTPAttributes.none(), flags);
    }

    /** Opens a file; if that makes it, it gets these attributes as far as the server lets it. */
    public SFTPFile open(String path, SFTPAttributes attributes, SFTPOpenFlag... flags) throws IOException {
        long bits = SFTPOpenFlag.bits(flags.length == 0 ? List.of(SFTPOpenFlag.READ) : Arrays.asList(flags));
        var handle = ask("open", path, SFTPReply.Handle.NUMBER, id -> new SFTPRequest.Open(id, path, bits, attributes))
                .handle();
        return new SFTPFile(this, session, path, handle);
    }

    /** A stream of a file's content, read ahead; closing it closes the file. */
    public InputStream read(String path) throws IOException {
        return read(open(path, SFTPOpenFlag.READ), 0, true);
    }

    /** A stream into a file, which is made or emptied; written behind its writer, so that errors may come at close. */
    public OutputStream write(String path) throws IOException {
        var file = open(path, SFTPOpenFlag.WRITE, SFTPOpenFlag.CREATE, SFTPOpenFlag.TRUNCATE);
        return new SFTPOutputStream(file, pipeline(), 0, true);
    }

    InputStream read(SFTPFile file, long from, boolean closesFile) throws IOException {
        try {
            var stat = ask("stat", file.path(), SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.FStat(id, file.handle()));
            boolean told = stat.reply() instanceof SFTPReply.Attrs;
            long size = told ? stat.attributes().size().orElse(0) : 0;
            var window = new FlightWindow(FlightWindow.STREAM_START, options.maxBytesInFlight());
            return new SFTPInputStream(file, new Pipeline(session, window), from, size, closesFile);
        } catch (IOException e) {
            if (closesFile) {
                session.tell(id -> new SFTPRequest.Close(id, file.handle()));
            }
            throw e;
        }
    }

    // trees

    /**
     * Downloads what is in a directory and below it, many files at a time. Symbolic links, devices and names that can't
     * be local names are passed over and reported; nothing is written outside of {@code local}.
     *
     * @param local is made if it is not there; what is there and has the same name is written over
     */
    public TransferReport getTree(String remote, Path local, Consumer<TransferOptions.Builder> how) throws IOException {
        try (var pipeline = pipeline()) {
            return new TreeDownload(pipeline, options, TransferOptions.of(how)).run(remote, local);
        }
    }

    /**
     * Uploads what is in a local directory and below it, many files at a time. Symbolic links and devices are passed over
     * and reported.
     *
     * @param remote is made if it is not there; what is there and has the same name is written over
     */
    public TransferReport putTree(Path local, String remote, Consumer<TransferOptions.Builder> how) throws IOException {
        try (var pipeline = pipeline()) {
            return new TreeUpload(pipeline, options, TransferOptions.of(how)).run(local, remote);
        }
    }

    // directories

    /**
     * A directory's entries, without {@code .} and {@code ..}, in the server's order.
     *
     * @throws SFTPException also if there are more than {@link SFTPClientOptions#maxEntries()}
     */
    public List<SFTPEntry> list(String path) throws IOException {
        try (var pipeline = pipeline();
                var directory = new DirectoryReader(pipeline, path)) {
            var entries = new ArrayList<SFTPEntry>();
            for (var entry = directory.next(); entry != null; entry = directory.next()) {
                if (entries.size() == options.maxEntries()) {
                    throw new SFTPException(
                            SFTPStatus.FAILURE, "list: over " + entries.size() + " entries; stream them");
                }
                entries.add(entry);
            }
            return entries;
        }
    }

    /**
     * As {@link #list}, fetched as they are used; for directories of any size. To be closed: with the stream ends what
     * the server keeps for it. What goes wrong on the way is an {@link java.io.UncheckedIOException}.
     */
    public Stream<SFTPEntry> entries(String path) throws IOException {
        return DirectoryReader.stream(pipeline(), path);
    }

    /** Makes a directory. */
    public void mkdir(String path) throws IOException {
        mkdir(path, SFTPAttributes.none());
    }

    /** Makes a directory with these attributes, as far as the server lets it. */
    public void mkdir(String path, SFTPAttributes attributes) throws IOException {
        tell("mkdir", path, id -> new SFTPRequest.MkDir(id, path, attributes));
    }

    /** Removes an empty directory. */
    public void rmdir(String path) throws IOException {
        tell("rmdir", path, id -> new SFTPRequest.RmDir(id, path));
    }

    // names

    /** Removes a file or a link. */
    public void remove(String path) throws IOException {
        tell("remove", path, id -> new SFTPRequest.Remove(id, path));
    }

    /** Gives a file or directory another name, which must not be taken. */
    public void rename(String from, String to) throws IOException {
        tell("rename", from, id -> new SFTPRequest.Rename(id, from, to));
    }

    /** Gives a file or directory another name, at once, in place of what has it ({@code posix-rename@openssh.com}). */
    public void posixRename(String from, String to) throws IOException {
        tell("rename", from, SFTPExtension.PosixRename.NAME, new SFTPExtension.PosixRename(from, to));
    }

    /** Makes a symbolic link that points to {@code target}, which is not looked at. */
    public void symlink(String target, String link) throws IOException {
        tell("symlink", link, id -> new SFTPRequest.Symlink(id, target, link));
    }

    /** Gives a file a second name ({@code hardlink@openssh.com}). */
    public void hardlink(String existing, String link) throws IOException {
        tell("hardlink", link, SFTPExtension.HardLink.NAME, new SFTPExtension.HardLink(existing, link));
    }

    /** Where a symbolic link points to, as the server says it. */
    public String readlink(String path) throws IOException {
        return ask("readlink", path, SFTPReply.Name.NUMBER, id -> new SFTPRequest.ReadLink(id, path))
                .name();
    }

    /** The absolute path without links and dots; {@code "."} gives the directory that relative paths start at. */
    public String realPath(String path) throws IOException {
        return ask("realpath", path, SFTPReply.Name.NUMBER, id -> new SFTPRequest.RealPath(id, path))
                .name();
    }

    /** As {@link #realPath}, with {@code ~} and {@code ~user} as a shell has them ({@code expand-path@openssh.com}). */
    public String expandPath(String path) throws IOException {
        need(SFTPExtension.ExpandPath.NAME, "expand", path);
        return ask("expand", path, SFTPReply.Name.NUMBER, extended(new SFTPExtension.ExpandPath(path)))
                .name();
    }

    // attributes

    /** A file's attributes; of what it points to, if it is a link. */
    public SFTPAttributes stat(String path) throws IOException {
        return ask("stat", path, SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.Stat(id, path))
                .attributes();
    }

    /** A file's attributes; its own, if it is a link. */
    public SFTPAttributes lstat(String path) throws IOException {
        return ask("lstat", path, SFTPReply.Attrs.NUMBER, id -> new SFTPRequest.LStat(id, path))
                .attributes();
    }

    /** Sets those attributes that are there; of what it points to, if it is a link. */
    public void setAttributes(String path, SFTPAttributes attributes) throws IOException {
        tell("set the attributes of", path, id -> new SFTPRequest.SetStat(id, path, attributes));
    }

    /** Sets those attributes that are there; its own, if it is a link ({@code lsetstat@openssh.com}). */
    public void setLinkAttributes(String path, SFTPAttributes attributes) throws IOException {
        var request = new SFTPExtension.LSetStat(path, attributes);
        tell("set the attributes of", path, SFTPExtension.LSetStat.NAME, request);
    }

    /** Tells of the file system that a path is on ({@code statvfs@openssh.com}). */
    public FileSystemStatistics statistics(String path) throws IOException {
        need(SFTPExtension.StatVFS.NAME, "statvfs", path);
        var call = ask("statvfs", path, SFTPReply.ExtendedReply.NUMBER, extended(new SFTPExtension.StatVFS(path)));
        return FileSystemStatistics.decode(new WireReader(call.extended()));
    }

    Pipeline pipeline() throws IOException {
        return new Pipeline(session, new FlightWindow(FlightWindow.START, options.maxBytesInFlight()));
    }

    /** @throws SFTPException {@code OP_UNSUPPORTED} if the server does not say it has this extension, as OpenSSH has it */
    void need(String extension, String verb, String path) throws SFTPException {
        if (!session.supports(extension)) {
            throw new SFTPException(
                    verb, path, SFTPStatus.OP_UNSUPPORTED.code(), "(it does not offer " + extension + ")");
        }
    }

    private Call ask(String verb, String path, int expected, IntFunction<SFTPRequest> request) throws IOException {
        return session.ask(verb, path, expected, request);
    }

    private void tell(String verb, String path, IntFunction<SFTPRequest> request) throws IOException {
        ask(verb, path, SFTPReply.Status.NUMBER, request).ok();
    }

    private void tell(String verb, String path, String extension, SFTPExtension request) throws IOException {
        need(extension, verb, path);
        tell(verb, path, extended(request));
    }

    private static IntFunction<SFTPRequest> extended(SFTPExtension request) {
        return id -> new SFTPRequest.Extended(id, request);
    }

    /** Ends the session; calls that wait end with {@link io.javamiko.ConnectionLostException}. Throws nothing. */
    @Override
    public void close() {
        session.close(null);
    }
}
