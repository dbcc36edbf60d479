package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads what the server sends, checks it against what was asked, and hands it on. The reader thread's alone. */
final class ReplyReader implements Runnable {
    private final Incoming incoming;
    private final Requests requests;
    private final Call hello; // INIT, which has no id
    private final Consumer<Throwable> ended;

    ReplyReader(Incoming incoming, Requests requests, Call hello, Consumer<Throwable> ended) {
        this.incoming = incoming;
        this.requests = requests;
        this.hello = hello;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            readVersion();
            int length;
            while ((length = incoming.packetLength()) >= 0) {
                readReply(length);
            }
            ended.accept(new SSHException("the server has ended the SFTP session"));
        } catch (Throwable e) { // also what is our own fault: no caller may wait for a reader that is gone
            ended.accept(e);
        }
    }

    private void readVersion() throws IOException {
        int length = incoming.packetLength();
        if (length < 0) {
            throw new SSHException("the stream ended before the server said a word: is SFTP allowed there, and its "
                    + "program installed (sshd_config: Subsystem sftp)?");
        }
        int type = incoming.uint8();
        var body = incoming.bytes(length - 1);
        if (type != SFTPReply.Version.NUMBER) {
            throw new ProtocolException("the first message has type " + type
                    + ", it should be SSH_FXP_VERSION (draft-ietf-secsh-filexfer-02 §4)");
        }
        var version = SFTPReply.Version.decode(body);
        if (version.version() != SFTPMessage.VERSION) {
            throw new ProtocolException("the server speaks SFTP version " + version.version() + "; offered was 3");
        }
        hello.replied(version);
        requests.deliver(hello);
    }

    private void readReply(int length) throws IOException {
        int type = incoming.uint8();
        var call = requests.answered(incoming.uint32Bits());
        call.check(type);
        int left = length - 5;
        if (type == SFTPReply.Data.NUMBER) {
            readData(call, left);
        } else {
            var reply = SFTPReply.decode(type, 0, incoming.bytes(left)).orElseThrow();
            if (reply instanceof SFTPReply.Status status && status.code() == 0 && type != call.expected) {
                throw new ProtocolException("the server answers " + call.verb + " with SSH_FX_OK and nothing more");
            }
            call.replied(reply);
        }
        requests.deliver(call);
    }

    private void readData(Call call, int left) throws IOException {
        long count = left < 4 ? -1 : incoming.uint32Bits() & 0xffff_ffffL;
        if (count < 0 || count > left - 4 || count > call.bytes) {
            throw new ProtocolException("SSH_FXP_DATA of " + count + " bytes in a message of " + left
                    + "; asked for were " + call.bytes + " (draft-ietf-secsh-filexfer-02 §6.4)");
        }
        byte[] target = requests.target(call);
        if (target == null) {
            incoming.skip((int) count);
        } else {
            incoming.bytes(target, call.targetOffset, (int) count);
        }
        incoming.skip(left - 4 - (int) count);
        call.replied((int) count);
    }
}
