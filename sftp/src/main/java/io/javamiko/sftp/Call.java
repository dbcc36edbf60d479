package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import java.io.IOException;
import java.util.List;

/**
 * One request on its way: where its reply goes, and the reply once it is there. Filled by the session's reader, read by
 * the thread that takes it from its {@link Arrivals}.
 */
final class Call {
    /** What becomes of a reply, on the thread of the transfer. */
    interface Step {
        void take(Call call) throws IOException;
    }

    final String verb; // for errors: open, read, …
    final String path;
    final int expected; // the reply's type, if it is not STATUS
    final long sentAt = System.nanoTime();
    final int bytes; // of data that it asks for or brings
    final Step step; // or null

    Arrivals arrivals; // guarded by the session's lock; null once nobody waits
    byte[] target; // of a READ; guarded by the session's lock until the reply comes
    int targetOffset;

    private SFTPReply reply; // null for DATA, which went to the target
    private int count;

    Call(String verb, String path, int expected, int bytes, Step step) {
        this.verb = verb;
        this.path = path;
        this.expected = expected;
        this.bytes = bytes;
        this.step = step;
    }

    /** The reader's: a reply of an allowed type has come. */
    void replied(SFTPReply reply) {
        this.reply = reply;
    }

    /** The reader's: that many bytes of DATA are in the target. */
    void replied(int count) {
        this.count = count;
    }

    /** Whether a reply of this type may answer it. */
    void check(int number) throws ProtocolException {
        if (number != expected && number != SFTPReply.Status.NUMBER) {
            throw new ProtocolException("the server answers " + verb + " with a message of type " + number + ", not "
                    + expected + " (draft-ietf-secsh-filexfer-02 §6)");
        }
    }

    SFTPReply reply() {
        return reply;
    }

    /** @throws SFTPException if the status is not OK */
    void ok() throws SFTPException {
        refuse(SFTPStatus.OK);
    }

    SFTPHandle handle() throws SFTPException {
        refuse(null);
        return ((SFTPReply.Handle) reply).handle();
    }

    SFTPAttributes attributes() throws SFTPException {
        refuse(null);
        return ((SFTPReply.Attrs) reply).attributes();
    }

    byte[] extended() throws SFTPException {
        refuse(null);
        return ((SFTPReply.ExtendedReply) reply).data();
    }

    /** The names; null at the end of the directory. */
    List<SFTPEntry> names() throws SFTPException {
        return isEOF() ? null : names(reply);
    }

    private List<SFTPEntry> names(SFTPReply reply) throws SFTPException {
        refuse(null);
        return ((SFTPReply.Name) reply).entries();
    }

    /** The one name that REALPATH and READLINK give. */
    String name() throws SFTPException, ProtocolException {
        var names = names(reply);
        if (names.size() != 1) {
            throw new ProtocolException(
                    "the server answers " + verb + " with " + names.size() + " names, not one (filexfer-02 §6.11)");
        }
        return names.get(0).name();
    }

    /** Bytes of DATA in the target; 0 at the end of the file. */
    int count() throws SFTPException {
        if (!isEOF()) {
            refuse(null);
        }
        return reply == null ? count : 0;
    }

    private boolean isEOF() {
        return reply instanceof SFTPReply.Status status && status.code() == SFTPStatus.EOF.code();
    }

    private void refuse(SFTPStatus accepted) throws SFTPException {
        if (reply instanceof SFTPReply.Status status && (accepted == null || status.code() != accepted.code())) {
            throw new SFTPException(verb, path, status.code(), status.message());
        }
    }
}
