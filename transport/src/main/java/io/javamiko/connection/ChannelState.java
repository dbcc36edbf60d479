package io.javamiko.connection;

import io.javamiko.ProtocolException;

/**
 * What may still happen on a channel (RFC 4254 §5): plain state, no lock, no thread, no clock.
 *
 * <p>It has two halves that never look at each other, because each has its own lock: what goes out is decided where packets
 * are sealed, under the send lock, so that nothing can be overtaken by its own EOF or CLOSE; what comes in under the
 * channel's. A channel is over when CLOSE was both sent and received (§5.3); since the reader answers CLOSE where it
 * receives it, that is when it has received it.
 */
final class ChannelState {
    private enum SendingStage {
        OPENING,
        OPEN,
        EOF_SENT,
        CLOSE_SENT
    }

    private enum ReceivingStage {
        OPENING,
        OPEN,
        EOF_RECEIVED,
        CLOSE_RECEIVED
    }

    private ChannelState() {}

    /** What goes out. Guarded by the send lock. */
    static final class Sending {
        private SendingStage stage = SendingStage.OPENING;
        private SendWindow window;
        private boolean unwanted; // eow@openssh.com: the peer reads no more

        /** Both sides have agreed on the channel; from now on data may go. */
        void opened(long initialWindowSize, long maximumPacketSize) {
            window = new SendWindow(initialWindowSize, maximumPacketSize);
            if (stage == SendingStage.OPENING) {
                stage = SendingStage.OPEN;
            }
        }

        /** Bytes of {@code wanted} that may go now; 0 while the window is used up. */
        int grant(int wanted) throws ChannelClosedException {
            switch (stage) {
                case EOF_SENT -> throw new ChannelClosedException("this side has sent EOF; nothing can be written");
                case CLOSE_SENT -> throw new ChannelClosedException("the channel is closed");
                default -> {
                    if (unwanted) {
                        throw new ChannelClosedException("the peer reads no more (eow@openssh.com)");
                    }
                    return window.grant(wanted);
                }
            }
        }

        /** These bytes go now. */
        void take(int bytes) {
            window.take(bytes);
        }

        /** {@code WINDOW_ADJUST} came. */
        void adjust(long bytesToAdd) throws ProtocolException {
            if (window != null) { // none yet: then nothing waits for it
                window.adjust(bytesToAdd);
            }
        }

        /** {@code eow@openssh.com} came. */
        void unwanted() {
            unwanted = true;
        }

        /** EOF is to be sent. Returns {@code false} if there is none to send: it was sent, or CLOSE was. */
        boolean sendEOF() {
            if (stage != SendingStage.OPEN) {
                return false;
            }
            stage = SendingStage.EOF_SENT;
            return true;
        }

        /** CLOSE is to be sent. Returns {@code false} if it was sent. */
        boolean sendClose() {
            if (stage == SendingStage.CLOSE_SENT) {
                return false;
            }
            stage = SendingStage.CLOSE_SENT;
            return true;
        }

        /** Whether requests, replies and credit may go: until CLOSE, whatever became of the data. */
        boolean isOpen() {
            return stage == SendingStage.OPEN || stage == SendingStage.EOF_SENT;
        }
    }

    /** What comes in. Guarded by the channel's lock. */
    static final class Receiving {
        private final ReceiveWindow window;
        private ReceivingStage stage = ReceivingStage.OPENING;
        private boolean closing; // we have sent CLOSE: what still comes is dropped

        Receiving(ReceiveWindow window) {
            this.window = window;
        }

        /** Both sides have agreed on the channel; from now on messages may come. */
        void opened() throws ProtocolException {
            if (stage != ReceivingStage.OPENING) {
                throw new ProtocolException("the peer confirmed a channel twice (RFC 4254 §5.1)");
            }
            stage = ReceivingStage.OPEN;
        }

        /**
         * Data came.
         *
         * @return whether somebody may read it; {@code false} where our CLOSE crossed it
         */
        boolean data(int bytes) throws ProtocolException {
            expectOpen("data");
            if (stage == ReceivingStage.EOF_RECEIVED
                    && !closing) { // TinySSH answers our CLOSE by EOF, and still writes
                throw new ProtocolException("the peer sent data after its EOF (RFC 4254 §5.3)");
            }
            window.received(bytes);
            return !closing;
        }

        /** The user has read these bytes, or they were dropped. Returns what is to be credited now, 0 for nothing. */
        int consumed(int bytes) {
            return wantsMore() ? window.consumed(bytes) : 0;
        }

        /** A stream's reader waits while another stream fills the window. Returns what is to be credited now. */
        int starved() {
            return wantsMore() ? window.starved() : 0;
        }

        /** EOF came. */
        void eof() throws ProtocolException {
            expectOpen("EOF");
            stage = ReceivingStage.EOF_RECEIVED; // a second one is harmless
        }

        /** CLOSE came: the last message of this channel. */
        void close() throws ProtocolException {
            expectOpen("CLOSE");
            stage = ReceivingStage.CLOSE_RECEIVED;
        }

        /** Another message of this channel came. */
        void expectOpen(String what) throws ProtocolException {
            if (stage == ReceivingStage.OPENING) {
                throw new ProtocolException(
                        "the peer sent " + what + " on a channel before it was open (RFC 4254 §5.1)");
            }
            if (stage == ReceivingStage.CLOSE_RECEIVED) {
                throw new ProtocolException("the peer sent " + what + " after its CLOSE (RFC 4254 §5.3)");
            }
        }

        /** We send CLOSE: whatever comes before the peer's is dropped. */
        void closing() {
            closing = true;
        }

        /** Whether more data can come. */
        boolean wantsMore() {
            return stage == ReceivingStage.OPEN && !closing;
        }

        /** Whether the streams are at their end: EOF came, or a CLOSE without one. */
        boolean noMoreData() {
            return stage == ReceivingStage.EOF_RECEIVED || stage == ReceivingStage.CLOSE_RECEIVED;
        }

        boolean isOpening() {
            return stage == ReceivingStage.OPENING;
        }

        boolean isClosing() {
            return closing;
        }

        boolean isClosed() {
            return stage == ReceivingStage.CLOSE_RECEIVED;
        }

        /** The window that the peer is told of when the channel opens. */
        int initialWindow() {
            return window.initial();
        }

        /** The channel has ended, however: its window goes back to the connection. Once. */
        void release() {
            window.release();
        }
    }
}
