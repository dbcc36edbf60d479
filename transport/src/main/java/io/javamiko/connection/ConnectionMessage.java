package io.javamiko.connection;

import io.javamiko.ProtocolException;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/**
 * The messages of the connection protocol, 80 to 100 (RFC 4254 §9).
 *
 * <p>{@code CHANNEL_DATA}, {@code CHANNEL_EXTENDED_DATA} and {@code CHANNEL_WINDOW_ADJUST} have a second encoding, which
 * writes into the packet and makes no object ({@link ChannelOutput}, {@link Multiplexer}); a property test holds both equal.
 * Arrays in these records are not copied.
 */
public sealed interface ConnectionMessage extends Message {
    /** The most bytes of a name or text: longer than any honest one, and checked before anything is allocated. */
    int MAX_TEXT = 32 * 1024;

    /** The most bytes of data in one message: a packet's own limit is lower. */
    int MAX_DATA = 512 * 1024;

    /**
     * Decodes what follows the message number.
     *
     * @throws ProtocolException also if the number is none of this family's
     */
    static ConnectionMessage decode(int number, WireReader in) throws ProtocolException {
        ConnectionMessage message = switch (number) {
            case GlobalRequest.NUMBER -> GlobalRequest.decode(in);
            case RequestSuccess.NUMBER -> RequestSuccess.decode(in);
            case RequestFailure.NUMBER -> new RequestFailure();
            case ChannelOpen.NUMBER -> ChannelOpen.decode(in);
            case ChannelOpenConfirmation.NUMBER -> ChannelOpenConfirmation.decode(in);
            case ChannelOpenFailure.NUMBER -> ChannelOpenFailure.decode(in);
            case ChannelWindowAdjust.NUMBER -> new ChannelWindowAdjust(in.uint32(), in.uint32());
            case ChannelData.NUMBER -> new ChannelData(in.uint32(), in.string(MAX_DATA));
            case ChannelExtendedData.NUMBER -> new ChannelExtendedData(in.uint32(), in.uint32(), in.string(MAX_DATA));
            case ChannelEOF.NUMBER -> new ChannelEOF(in.uint32());
            case ChannelClose.NUMBER -> new ChannelClose(in.uint32());
            case ChannelRequest.NUMBER -> ChannelRequest.decode(in);
            case ChannelSuccess.NUMBER -> new ChannelSuccess(in.uint32());
            case ChannelFailure.NUMBER -> new ChannelFailure(in.uint32());
            default ->
                throw new ProtocolException("message " + number + " is none of the connection protocol (RFC 4254 §9)");
        };
        in.expectEnd();
        return message;
    }

    /**
     * {@code SSH_MSG_GLOBAL_REQUEST} (§4).
     *
     * @param requestName for example {@code tcpip-forward}
     * @param data the request's own fields, encoded
     */
    record GlobalRequest(String requestName, boolean wantReply, byte[] data) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.GLOBAL_REQUEST;

        static GlobalRequest decode(WireReader in) throws ProtocolException {
            return new GlobalRequest(in.text(MAX_TEXT), in.bool(), in.rest());
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(requestName).bool(wantReply).raw(data);
        }
    }

    /** {@code SSH_MSG_REQUEST_SUCCESS} (§4): answers the oldest request that has no answer yet. */
    record RequestSuccess(byte[] data) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.REQUEST_SUCCESS;

        static RequestSuccess decode(WireReader in) {
            return new RequestSuccess(in.rest());
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).raw(data);
        }
    }

    /** {@code SSH_MSG_REQUEST_FAILURE} (§4): refuses the oldest request that has no answer yet. */
    record RequestFailure() implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.REQUEST_FAILURE;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER);
        }
    }

    /**
     * {@code SSH_MSG_CHANNEL_OPEN} (§5.1).
     *
     * @param data the channel type's own fields, encoded
     */
    record ChannelOpen(
            String channelType, long senderChannel, long initialWindowSize, long maximumPacketSize, byte[] data)
            implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_OPEN;

        static ChannelOpen decode(WireReader in) throws ProtocolException {
            return new ChannelOpen(in.text(MAX_TEXT), in.uint32(), in.uint32(), in.uint32(), in.rest());
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER)
                    .utf8(channelType)
                    .uint32(senderChannel)
                    .uint32(initialWindowSize)
                    .uint32(maximumPacketSize)
                    .raw(data);
        }
    }

    /**
     * {@code SSH_MSG_CHANNEL_OPEN_CONFIRMATION} (§5.1).
     *
     * @param data the channel type's own fields, encoded; no type that we know has any
     */
    record ChannelOpenConfirmation(
            long recipientChannel, long senderChannel, long initialWindowSize, long maximumPacketSize, byte[] data)
            implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_OPEN_CONFIRMATION;

        static ChannelOpenConfirmation decode(WireReader in) throws ProtocolException {
            return new ChannelOpenConfirmation(in.uint32(), in.uint32(), in.uint32(), in.uint32(), in.rest());
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER)
                    .uint32(recipientChannel)
                    .uint32(senderChannel)
                    .uint32(initialWindowSize)
                    .uint32(maximumPacketSize)
                    .raw(data);
        }
    }

    /** {@code SSH_MSG_CHANNEL_OPEN_FAILURE} (§5.1): the peer does not open the channel, and says why. */
    record ChannelOpenFailure(long recipientChannel, long reasonCode, String description, String languageTag)
            implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_OPEN_FAILURE;

        static ChannelOpenFailure decode(WireReader in) throws ProtocolException {
            long recipient = in.uint32();
            long reason = in.uint32();
            // old servers leave out the texts; who refuses a channel need not lose the connection for that
            String description = in.remaining() == 0 ? "" : in.text(MAX_TEXT);
            return new ChannelOpenFailure(recipient, reason, description, in.remaining() == 0 ? "" : in.text(MAX_TEXT));
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER)
                    .uint32(recipientChannel)
                    .uint32(reasonCode)
                    .utf8(description)
                    .utf8(languageTag);
        }
    }

    /** {@code SSH_MSG_CHANNEL_WINDOW_ADJUST} (§5.2). */
    record ChannelWindowAdjust(long recipientChannel, long bytesToAdd) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_WINDOW_ADJUST;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel).uint32(bytesToAdd);
        }
    }

    /** {@code SSH_MSG_CHANNEL_DATA} (§5.2). */
    record ChannelData(long recipientChannel, byte[] data) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_DATA;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel).string(data);
        }
    }

    /** {@code SSH_MSG_CHANNEL_EXTENDED_DATA} (§5.2). */
    record ChannelExtendedData(long recipientChannel, long dataTypeCode, byte[] data) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_EXTENDED_DATA;

        /** {@code SSH_EXTENDED_DATA_STDERR}, the only type there is. */
        public static final int STDERR = 1;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel).uint32(dataTypeCode).string(data);
        }
    }

    /** {@code SSH_MSG_CHANNEL_EOF} (§5.3): no more data from the sender; the other direction goes on. */
    record ChannelEOF(long recipientChannel) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_EOF;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel);
        }
    }

    /** {@code SSH_MSG_CHANNEL_CLOSE} (§5.3): nothing more from the sender; answered by another one. */
    record ChannelClose(long recipientChannel) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_CLOSE;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel);
        }
    }

    /**
     * {@code SSH_MSG_CHANNEL_REQUEST} (§5.4).
     *
     * @param data the request type's own fields, encoded
     */
    record ChannelRequest(long recipientChannel, String requestType, boolean wantReply, byte[] data)
            implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_REQUEST;

        static ChannelRequest decode(WireReader in) throws ProtocolException {
            return new ChannelRequest(in.uint32(), in.text(MAX_TEXT), in.bool(), in.rest());
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER)
                    .uint32(recipientChannel)
                    .utf8(requestType)
                    .bool(wantReply)
                    .raw(data);
        }
    }

    /** {@code SSH_MSG_CHANNEL_SUCCESS} (§5.4). */
    record ChannelSuccess(long recipientChannel) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_SUCCESS;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel);
        }
    }

    /** {@code SSH_MSG_CHANNEL_FAILURE} (§5.4). */
    record ChannelFailure(long recipientChannel) implements ConnectionMessage {
        public static final int NUMBER = MessageNumbers.CHANNEL_FAILURE;

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(recipientChannel);
        }
    }
}
