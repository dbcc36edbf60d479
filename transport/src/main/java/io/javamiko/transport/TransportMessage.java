package io.javamiko.transport;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/** The transport protocol's own messages (RFC 4253 §12, RFC 8308 §2.3, OpenSSH PROTOCOL §1.8). */
public sealed interface TransportMessage extends Message
        permits TransportMessage.Disconnect, // 1
                TransportMessage.Ignore, // 2
                TransportMessage.Unimplemented, // 3
                TransportMessage.Debug, // 4
                TransportMessage.ServiceRequest, // 5
                TransportMessage.ServiceAccept, // 6
                ExtInfo, // 7
                KexInit, // 20
                TransportMessage.NewKeys, // 21
                TransportMessage.Ping, // 192
                TransportMessage.Pong /* 193 */ {

    /** The most bytes of text or data in one of these messages; the packet's own limit is usually the nearer one. */
    int MAX_DATA = 256 * 1024;

    /** The most bytes of a language tag, which nobody uses. */
    int MAX_LANGUAGE = 1024;

    /** The most bytes of a service's name (RFC 4251 §6). */
    int MAX_NAME = 64;

    /**
     * Decodes the message of that number.
     *
     * @param in what follows the number
     * @throws ProtocolException if it is malformed, or the number is not of this family
     */
    static TransportMessage decode(int number, WireReader in) throws ProtocolException {
        return switch (number) {
            case MessageNumbers.DISCONNECT -> Disconnect.decode(in);
            case MessageNumbers.IGNORE -> Ignore.decode(in);
            case MessageNumbers.UNIMPLEMENTED -> Unimplemented.decode(in);
            case MessageNumbers.DEBUG -> Debug.decode(in);
            case MessageNumbers.SERVICE_REQUEST -> ServiceRequest.decode(in);
            case MessageNumbers.SERVICE_ACCEPT -> ServiceAccept.decode(in);
            case MessageNumbers.EXT_INFO -> ExtInfo.decode(in);
            case MessageNumbers.KEXINIT -> KexInit.decode(in);
            case MessageNumbers.NEWKEYS -> NewKeys.decode(in);
            case MessageNumbers.PING -> Ping.decode(in);
            case MessageNumbers.PONG -> Pong.decode(in);
            default -> throw new ProtocolException("message " + number + " is not one of the transport protocol");
        };
    }

    /** {@code SSH_MSG_DISCONNECT} (RFC 4253 §11.1): the sender ends the connection, and says why. */
    record Disconnect(long reasonCode, String description, String languageTag) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.DISCONNECT;

        static Disconnect decode(WireReader in) throws ProtocolException {
            long reasonCode = in.uint32();
            String description = in.text(MAX_DATA);
            // some peers leave the language out; why they go is worth more than the missing field
            return new Disconnect(reasonCode, description, in.remaining() == 0 ? "" : lastText(in));
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(reasonCode).utf8(description).utf8(languageTag);
        }
    }

    /** {@code SSH_MSG_IGNORE} (RFC 4253 §11.2): nothing, of that length. */
    record Ignore(byte[] data) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.IGNORE;

        static Ignore decode(WireReader in) throws ProtocolException {
            return new Ignore(lastData(in));
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(data);
        }
    }

    /** {@code SSH_MSG_UNIMPLEMENTED} (RFC 4253 §11.4): the packet of that sequence number was not understood. */
    record Unimplemented(long sequenceNumber) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.UNIMPLEMENTED;

        static Unimplemented decode(WireReader in) throws ProtocolException {
            var message = new Unimplemented(in.uint32());
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(sequenceNumber);
        }
    }

    /** {@code SSH_MSG_DEBUG} (RFC 4253 §11.3): a text for who looks for a fault. */
    record Debug(boolean alwaysDisplay, String text, String languageTag) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.DEBUG;

        static Debug decode(WireReader in) throws ProtocolException {
            return new Debug(in.bool(), in.text(MAX_DATA), lastText(in));
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).bool(alwaysDisplay).utf8(text).utf8(languageTag);
        }
    }

    /** {@code SSH_MSG_SERVICE_REQUEST} (RFC 4253 §10): the client asks for a service. */
    record ServiceRequest(String serviceName) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.SERVICE_REQUEST;

        static ServiceRequest decode(WireReader in) throws ProtocolException {
            var message = new ServiceRequest(in.name(MAX_NAME));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(serviceName);
        }
    }

    /** {@code SSH_MSG_SERVICE_ACCEPT} (RFC 4253 §10): the server grants the service. */
    record ServiceAccept(String serviceName) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.SERVICE_ACCEPT;

        static ServiceAccept decode(WireReader in) throws ProtocolException {
            var message = new ServiceAccept(in.name(MAX_NAME));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(serviceName);
        }
    }

    /** {@code SSH_MSG_NEWKEYS} (RFC 4253 §7.3): the last packet under the old keys. */
    record NewKeys() implements TransportMessage {
        public static final int NUMBER = MessageNumbers.NEWKEYS;

        static NewKeys decode(WireReader in) throws ProtocolException {
            in.expectEnd();
            return new NewKeys();
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER);
        }
    }

    /** {@code SSH2_MSG_PING} (OpenSSH PROTOCOL §1.8): asks for a {@link Pong} with the same data. */
    record Ping(byte[] data) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.PING;

        static Ping decode(WireReader in) throws ProtocolException {
            return new Ping(lastData(in));
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(data);
        }
    }

    /** {@code SSH2_MSG_PONG} (OpenSSH PROTOCOL §1.8): the answer to a {@link Ping}. */
    record Pong(byte[] data) implements TransportMessage {
        public static final int NUMBER = MessageNumbers.PONG;

        static Pong decode(WireReader in) throws ProtocolException {
            return new Pong(lastData(in));
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).string(data);
        }
    }

    private static String lastText(WireReader in) throws ProtocolException {
        String languageTag = in.text(MAX_LANGUAGE);
        in.expectEnd();
        return languageTag;
    }

    private static byte[] lastData(WireReader in) throws ProtocolException {
        byte[] data = in.string(MAX_DATA);
        in.expectEnd();
        return data;
    }
}
