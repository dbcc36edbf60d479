package io.javamiko.sftp.server;

import io.javamiko.sftp.FileSystemStatistics;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPExtension;
import io.javamiko.sftp.SFTPLimits;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server answers to {@code SSH_FXP_EXTENDED} (OpenSSH PROTOCOL §4). One thread. */
final class ExtendedAnswers {
    private static final List<String> OURS = List.of( // that need no more than an open file
            SFTPExtension.FSync.NAME,
            SFTPExtension.Limits.NAME,
            SFTPExtension.ExpandPath.NAME,
            SFTPExtension.CopyData.NAME);
    private static final List<String> OF_THE_FILES = List.of(
            SFTPExtension.PosixRename.NAME,
            SFTPExtension.StatVFS.NAME,
            SFTPExtension.FStatVFS.NAME,
            SFTPExtension.HardLink.NAME,
            SFTPExtension.LSetStat.NAME);
    private static final int COPY_STEP = 256 * 1024; // bytes

    private final SFTPFiles files;
    private final Handles handles;
    private final int maxHandles;
    private final Map<String, String> offered = new LinkedHashMap<>();

    ExtendedAnswers(SFTPFiles files, Handles handles, SFTPServerOptions options) {
        this.files = files;
        this.handles = handles;
        this.maxHandles = options.maxHandles();
        OF_THE_FILES.stream().filter(files::supports).forEach(name -> offered.put(name, SFTPExtension.version(name)));
        OURS.forEach(name -> offered.put(name, SFTPExtension.version(name)));
    }

    Map<String, String> offered() {
        return offered;
    }

    static boolean changesNothing(SFTPExtension request) {
        return request instanceof SFTPExtension.StatVFS
                || request instanceof SFTPExtension.FStatVFS
                || request instanceof SFTPExtension.Limits
                || request instanceof SFTPExtension.ExpandPath
                || request instanceof SFTPExtension.Unknown; // which is told that it is unknown
    }

    SFTPReply to(int id, SFTPExtension request) throws IOException {
        if (!offered.containsKey(request.name())) {
            throw new SFTPException(SFTPStatus.OP_UNSUPPORTED, "Unknown extension");
        }
        return switch (request.name()) {
            case SFTPExtension.PosixRename.NAME -> posixRename(id, (SFTPExtension.PosixRename) request);
            case SFTPExtension.StatVFS.NAME -> statvfs(id, (SFTPExtension.StatVFS) request);
            case SFTPExtension.FStatVFS.NAME -> fstatvfs(id, (SFTPExtension.FStatVFS) request);
            case SFTPExtension.HardLink.NAME -> hardlink(id, (SFTPExtension.HardLink) request);
            case SFTPExtension.FSync.NAME -> fsync(id, (SFTPExtension.FSync) request);
            case SFTPExtension.LSetStat.NAME -> lsetstat(id, (SFTPExtension.LSetStat) request);
            case SFTPExtension.Limits.NAME -> limits(id);
            case SFTPExtension.ExpandPath.NAME -> expandPath(id, (SFTPExtension.ExpandPath) request);
            default -> copyData(id, (SFTPExtension.CopyData) request);
        };
    }

    private SFTPReply posixRename(int id, SFTPExtension.PosixRename request) throws IOException {
        files.replace(CanonicalPath.of(request.oldPath()), CanonicalPath.of(request.newPath()));
        return ok(id);
    }

    private SFTPReply statvfs(int id, SFTPExtension.StatVFS request) throws IOException {
        return statistics(id, files.statistics(CanonicalPath.of(request.path())));
    }

    private SFTPReply fstatvfs(int id, SFTPExtension.FStatVFS request) throws IOException {
        return statistics(id, handles.file(request.handle()).file().statistics());
    }

    private SFTPReply hardlink(int id, SFTPExtension.HardLink request) throws IOException {
        files.makeHardLink(CanonicalPath.of(request.oldPath()), CanonicalPath.of(request.newPath()));
        return ok(id);
    }

    private SFTPReply fsync(int id, SFTPExtension.FSync request) throws IOException {
        handles.file(request.handle()).file().sync();
        return ok(id);
    }

    private SFTPReply lsetstat(int id, SFTPExtension.LSetStat request) throws IOException {
        files.setLinkAttributes(CanonicalPath.of(request.path()), request.attributes());
        return ok(id);
    }

    private SFTPReply limits(int id) {
        var out = new WireWriter(32);
        new SFTPLimits(SFTPLimits.MAX_MESSAGE, SFTPLimits.MAX_DATA, SFTPLimits.MAX_DATA, maxHandles).encode(out);
        return new SFTPReply.ExtendedReply(id, out.toByteArray());
    }

    /** {@code ~} is the root here; other users have no home below it (§4.9). */
    private SFTPReply expandPath(int id, SFTPExtension.ExpandPath request) throws IOException {
        String path = request.path();
        boolean home = path.equals("~") || path.startsWith("~/");
        if (path.startsWith("~") && !home) {
            throw new SFTPException(SFTPStatus.FAILURE, "No such user");
        }
        return Answers.name(id, files.realPath(CanonicalPath.of(home ? path.substring(1) : path)));
    }

    /** §4.10; at most what the file has when it begins, so that a file copied behind its own end ends. */
    private SFTPReply copyData(int id, SFTPExtension.CopyData request) throws IOException {
        var from = handles.file(request.from(), SFTPOpenFlag.READ);
        var to = handles.file(request.to(), SFTPOpenFlag.WRITE);
        long toOffset = request.toOffset();
        long there = from.attributes().size().orElse(0);
        boolean toTheEnd = request.length() == 0;
        long left = Math.max(0, there - request.fromOffset());
        left = toTheEnd || request.length() < 0 ? left : Math.min(left, request.length());
        if (from == to || request.fromOffset() < 0 || toOffset < 0 || toOffset > Long.MAX_VALUE - left) {
            throw new SFTPException(SFTPStatus.FAILURE, "Not from there to there");
        }
        var buffer = ByteBuffer.allocate((int) Math.min(left, COPY_STEP));
        for (long done = 0; done < left; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left - done));
            int count = from.read(request.fromOffset() + done, buffer);
            if (count <= 0) {
                break;
            }
            to.write(toOffset + done, buffer.flip());
            done += count;
        }
        return ok(id);
    }

    private static SFTPReply statistics(int id, FileSystemStatistics statistics) {
        var out = new WireWriter(88);
        statistics.encode(out);
        return new SFTPReply.ExtendedReply(id, out.toByteArray());
    }

    private static SFTPReply ok(int id) {
        return SFTPReply.Status.of(id, SFTPStatus.OK, "Success");
    }
}
