package io.javamiko.sftp.server;

import static io.javamiko.sftp.SFTPOpenFlag.APPEND;
import static io.javamiko.sftp.SFTPOpenFlag.CREATE;
import static io.javamiko.sftp.SFTPOpenFlag.EXCLUSIVE;
import static io.javamiko.sftp.SFTPOpenFlag.READ;
import static io.javamiko.sftp.SFTPOpenFlag.TRUNCATE;
import static io.javamiko.sftp.SFTPOpenFlag.WRITE;

import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPEntry;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPRequest;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a server answers to each request but READ and WRITE. One thread. */
final class Answers {
    private static final int MAX_NAMES = 30 * 1024; // bytes of one NAME: the draft's 34,000 hold it
    private static final Set<SFTPOpenFlag> READ_ONLY = Set.of(READ);

    private final SFTPFiles files;
    private final Handles handles;
    private final boolean readOnly;
    private final ExtendedAnswers extended;

    Answers(SFTPFiles files, Handles handles, SFTPServerOptions options) {
        this.files = files;
        this.handles = handles;
        this.readOnly = options.isReadOnly();
        this.extended = new ExtendedAnswers(files, handles, options);
    }

    /** What VERSION lists. */
    Map<String, String> extensions() {
        return extended.offered();
    }

    void denyIfReadOnly() throws SFTPException {
        if (readOnly) {
            throw denied();
        }
    }

    SFTPReply to(int type, int id, WireReader packet) throws IOException {
        var request = SFTPRequest.decode(type, id, packet).orElse(null);
        if (request == null) {
            throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Unknown request");
        }
        if (readOnly && !changesNothing(request)) {
            throw denied();
        }
        return switch (type) {
            case SFTPRequest.Open.NUMBER -> open((SFTPRequest.Open) request);
            case SFTPRequest.Close.NUMBER -> close((SFTPRequest.Close) request);
            case SFTPRequest.LStat.NUMBER -> lstat((SFTPRequest.LStat) request);
            case SFTPRequest.FStat.NUMBER -> fstat((SFTPRequest.FStat) request);
            case SFTPRequest.SetStat.NUMBER -> setstat((SFTPRequest.SetStat) request);
            case SFTPRequest.FSetStat.NUMBER -> fsetstat((SFTPRequest.FSetStat) request);
            case SFTPRequest.OpenDir.NUMBER -> opendir((SFTPRequest.OpenDir) request);
            case SFTPRequest.ReadDir.NUMBER -> readdir((SFTPRequest.ReadDir) request);
            case SFTPRequest.Remove.NUMBER -> remove((SFTPRequest.Remove) request);
            case SFTPRequest.MkDir.NUMBER -> mkdir((SFTPRequest.MkDir) request);
            case SFTPRequest.RmDir.NUMBER -> rmdir((SFTPRequest.RmDir) request);
            case SFTPRequest.RealPath.NUMBER -> realpath((SFTPRequest.RealPath) request);
            case SFTPRequest.Stat.NUMBER -> stat((SFTPRequest.Stat) request);
            case SFTPRequest.Rename.NUMBER -> rename((SFTPRequest.Rename) request);
            case SFTPRequest.ReadLink.NUMBER -> readlink((SFTPRequest.ReadLink) request);
            case SFTPRequest.Symlink.NUMBER -> symlink((SFTPRequest.Symlink) request);
            case SFTPRequest.Extended.NUMBER -> extended.to(id, ((SFTPRequest.Extended) request).request());
            default -> throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Unknown request");
        };
    }

    /** What a read-only server lets through: a list of what may, so that what is added later may not (CVE-2017-15906). */
    private static boolean changesNothing(SFTPRequest request) {
        return request instanceof SFTPRequest.Open open
                ? SFTPOpenFlag.of(open.flags()).equals(READ_ONLY)
                : request instanceof SFTPRequest.Close
                        || request instanceof SFTPRequest.LStat
                        || request instanceof SFTPRequest.FStat
                        || request instanceof SFTPRequest.OpenDir
                        || request instanceof SFTPRequest.ReadDir
                        || request instanceof SFTPRequest.RealPath
                        || request instanceof SFTPRequest.Stat
                        || request instanceof SFTPRequest.ReadLink
                        || (request instanceof SFTPRequest.Extended extended
                                && ExtendedAnswers.changesNothing(extended.request()));
    }

    private SFTPReply open(SFTPRequest.Open request) throws IOException {
        var flags = SFTPOpenFlag.of(request.flags());
        boolean unknown = SFTPOpenFlag.bits(flags) != request.flags();
        boolean pointless = (flags.contains(EXCLUSIVE) && !flags.contains(CREATE))
                || (!flags.contains(WRITE) && (flags.contains(APPEND) || flags.contains(TRUNCATE)));
        if (unknown || pointless) {
            throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Flags of no known meaning");
        }
        if (!flags.contains(READ) && !flags.contains(WRITE)) {
            throw new SFTPException(SFTPStatus.FAILURE, "Neither to read nor to write");
        }
        checkRoom();
        var file = files.open(CanonicalPath.of(request.path()), flags, request.attributes());
        return new SFTPReply.Handle(request.id(), handles.add(new Handles.OpenedFile(file, flags)));
    }

    private SFTPReply close(SFTPRequest.Close request) throws IOException {
        handles.close(request.handle());
        return ok(request);
    }

    private SFTPReply lstat(SFTPRequest.LStat request) throws IOException {
        return new SFTPReply.Attrs(request.id(), files.linkAttributes(CanonicalPath.of(request.path())));
    }

    private SFTPReply fstat(SFTPRequest.FStat request) throws IOException {
        return new SFTPReply.Attrs(
                request.id(), handles.file(request.handle()).file().attributes());
    }

    private SFTPReply stat(SFTPRequest.Stat request) throws IOException {
        return new SFTPReply.Attrs(request.id(), files.attributes(CanonicalPath.of(request.path())));
    }

    private SFTPReply setstat(SFTPRequest.SetStat request) throws IOException {
        files.setAttributes(CanonicalPath.of(request.path()), request.attributes());
        return ok(request);
    }

    private SFTPReply fsetstat(SFTPRequest.FSetStat request) throws IOException {
        var opened = handles.file(request.handle());
        if (request.attributes().size().isPresent() && !opened.flags().contains(WRITE)) {
            throw denied(); // a file that was opened to be read is not cut
        }
        opened.file().setAttributes(request.attributes());
        return ok(request);
    }

    private SFTPReply opendir(SFTPRequest.OpenDir request) throws IOException {
        checkRoom();
        return new SFTPReply.Handle(request.id(), handles.add(files.openDirectory(CanonicalPath.of(request.path()))));
    }

    /** §6.7: as many entries as a packet of the draft's size holds. */
    private SFTPReply readdir(SFTPRequest.ReadDir request) throws IOException {
        var directory = handles.directory(request.handle());
        var now = Instant.now();
        var names = new ArrayList<SFTPEntry>();
        var size = new WireWriter(1024);
        while (size.size() < MAX_NAMES) {
            var entry = directory.next();
            if (entry == null) {
                break;
            }
            var named = entry.longName().isEmpty() ? withLongName(entry, now) : entry;
            named.encode(size);
            names.add(named);
        }
        return names.isEmpty()
                ? SFTPReply.Status.of(request.id(), SFTPStatus.EOF, "End of directory")
                : new SFTPReply.Name(request.id(), names);
    }

    private static SFTPEntry withLongName(SFTPEntry entry, Instant now) {
        var attributes = entry.attributes();
        String owner =
                attributes.uid().isPresent() ? Long.toString(attributes.uid().getAsLong()) : "?";
        String group =
                attributes.gid().isPresent() ? Long.toString(attributes.gid().getAsLong()) : "?";
        return new SFTPEntry(entry.name(), LongName.of(entry.name(), attributes, 1, owner, group, now), attributes);
    }

    private SFTPReply remove(SFTPRequest.Remove request) throws IOException {
        files.remove(CanonicalPath.of(request.path()));
        return ok(request);
    }

    private SFTPReply mkdir(SFTPRequest.MkDir request) throws IOException {
        files.makeDirectory(CanonicalPath.of(request.path()), request.attributes());
        return ok(request);
    }

    private SFTPReply rmdir(SFTPRequest.RmDir request) throws IOException {
        files.removeDirectory(CanonicalPath.of(request.path()));
        return ok(request);
    }

    private SFTPReply realpath(SFTPRequest.RealPath request) throws IOException {
        return name(request.id(), files.realPath(CanonicalPath.of(request.path())));
    }

    private SFTPReply rename(SFTPRequest.Rename request) throws IOException {
        files.rename(CanonicalPath.of(request.oldPath()), CanonicalPath.of(request.newPath()));
        return ok(request);
    }

    private SFTPReply readlink(SFTPRequest.ReadLink request) throws IOException {
        return name(request.id(), files.readLink(CanonicalPath.of(request.path())));
    }

    private SFTPReply symlink(SFTPRequest.Symlink request) throws IOException {
        if (request.target().isEmpty() || request.target().indexOf('\0') >= 0) {
            throw new SFTPException(SFTPStatus.NO_SUCH_FILE, "No such file");
        }
        files.makeSymbolicLink(request.target(), CanonicalPath.of(request.link()));
        return ok(request);
    }

    private void checkRoom() throws SFTPException {
        if (handles.isFull()) {
            throw new SFTPException(SFTPStatus.FAILURE, "Too many open files");
        }
    }

    static SFTPReply ok(SFTPRequest request) {
        return SFTPReply.Status.of(request.id(), SFTPStatus.OK, "Success");
    }

    static SFTPReply name(int id, String path) {
        return new SFTPReply.Name(id, List.of(new SFTPEntry(path, path, SFTPAttributes.none())));
    }

    static SFTPException denied() {
        return new SFTPException(SFTPStatus.PERMISSION_DENIED, "Permission denied");
    }
}
