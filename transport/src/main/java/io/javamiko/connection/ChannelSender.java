package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.transport.Flow;
import io.javamiko.transport.Message;
import io.javamiko.transport.Outbox;
import io.javamiko.transport.Step;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that we send on one channel. Whether it may go is decided at the moment at which it is sealed, under the send
 * lock: so nothing follows our CLOSE, and no data follow our EOF, whatever other threads do. Thread-safe.
 */
final class ChannelSender {
    private static final int MAX_REQUEST = 255 * 1024; // bytes; OpenSSH reads packets of 256 KiB

    private final Outbox outbox;
    private final ChannelState.Sending state = new ChannelState.Sending(); // guarded by the send lock
    private int remote; // guarded by the send lock; the peer's number, a uint32

    private final ChannelOutput output = new ChannelOutput(this, false);
    private final ChannelOutput errorOutput = new ChannelOutput(this, true);
    private final ReplyQueue<Boolean> replies = new ReplyQueue<>();
    private final AtomicInteger credit = new AtomicInteger(); // bytes that the peer is to be told of
    private final Step creditStep = this::nextCredit;

    ChannelSender(Outbox outbox) {
        this.outbox = outbox;
    }

    ChannelOutput output() {
        return output;
    }

    ChannelOutput errorOutput() {
        return errorOutput;
    }

    /** The peer has confirmed the channel. */
    void opened(ChannelOpenConfirmation theirs) {
        outbox.update(() -> connect(theirs.senderChannel(), theirs.initialWindowSize(), theirs.maximumPacketSize()));
    }

    /** We confirm the channel that the peer opens. */
    void confirm(ConnectionMessage.ChannelOpen theirs, ChannelOpenConfirmation ours) throws IOException {
        outbox.answer(() -> {
            connect(theirs.senderChannel(), theirs.initialWindowSize(), theirs.maximumPacketSize());
            return ours;
        });
    }

    private void connect(long senderChannel, long initialWindowSize, long maximumPacketSize) {
        remote = (int) senderChannel;
        state.opened(initialWindowSize, maximumPacketSize);
    }

    /** Sends data; waits for the window. */
    void data(Flow flow, byte[] bytes, int offset, int length, Deadline deadline) throws IOException {
        outbox.send(flow, bytes, offset, length, deadline);
    }

    /** Sends EOF, once; never waits. */
    void eof() throws IOException {
        outbox.answer(() -> state.sendEOF() ? new ChannelEOF(remoteNumber()) : null);
        wakeWriters(0);
    }

    /** Sends CLOSE, once; never waits. */
    void close() throws IOException {
        outbox.answer(() -> state.sendClose() ? new ChannelClose(remoteNumber()) : null);
        wakeWriters(0);
    }

    /** Sends a request that wants an answer; who waits for it has his place in the order. */
    Pending<Boolean> request(String type, byte[] data, Deadline deadline) throws IOException {
        checkSize(type, data);
        var reply = new Pending<Boolean>();
        outbox.send(
                () -> {
                    expectOpen();
                    replies.add(reply);
                    return new ChannelRequest(remoteNumber(), type, true, data);
                },
                deadline);
        return reply;
    }

    /** Sends a request that wants no answer. */
    void send(String type, byte[] data, Deadline deadline) throws IOException {
        checkSize(type, data);
        outbox.send(
                () -> {
                    expectOpen();
                    return new ChannelRequest(remoteNumber(), type, false, data);
                },
                deadline);
    }

    /** A peer that gets a packet it can't take ends the connection, and all of its channels. */
    private static void checkSize(String type, byte[] data) {
        if (data.length > MAX_REQUEST) {
            throw new IllegalArgumentException("the request " + type + " has " + data.length + " bytes; peers take "
                    + MAX_REQUEST + " at most. Send so much as input of the command, or as a file");
        }
    }

    private void expectOpen() throws ChannelClosedException {
        if (!state.isOpen()) {
            throw new ChannelClosedException("the channel is closed");
        }
    }

    /** The peer has answered our oldest request. */
    void replyReceived(boolean success) {
        replies.received(success);
    }

    /** No answer comes any more. */
    void end(Ending why) {
        replies.end(why);
    }

    /** Answers the peer's oldest request that wants it; never waits. */
    void reply(boolean success) throws IOException {
        outbox.answer(() -> {
            if (!state.isOpen()) {
                return null;
            }
            return success ? new ChannelSuccess(remoteNumber()) : new ChannelFailure(remoteNumber());
        });
    }

    /** Tells the peer that it may send so much more; never waits. */
    void credit(int bytes) throws IOException {
        credit.addAndGet(bytes);
        outbox.answer(creditStep);
    }

    private Message nextCredit() {
        int bytes = credit.getAndSet(0);
        return bytes > 0 && state.isOpen() ? new ChannelWindowAdjust(remoteNumber(), bytes) : null;
    }

    /** The peer takes so much more. */
    void adjusted(long bytesToAdd) throws IOException {
        wakeWriters(bytesToAdd);
    }

    /** Both streams have one window; who waits for it is woken by his own flow. */
    private void wakeWriters(long bytesToAdd) throws IOException {
        outbox.adjust(output.flow(), bytesToAdd);
        if (errorOutput.isUsed()) {
            outbox.adjust(errorOutput.flow(), 0);
        }
    }

    /** The peer wants no more data ({@code eow@openssh.com}, PROTOCOL §2.1). */
    void unwanted() {
        outbox.update(state::unwanted); // wakes writers, too
    }

    // For the streams: under the send lock.

    ChannelState.Sending state() {
        return state;
    }

    int remote() {
        return remote;
    }

    private long remoteNumber() {
        return Integer.toUnsignedLong(remote);
    }
}
