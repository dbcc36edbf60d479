package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.List;

/**
 * The messages of the authentication protocol (RFC 4252 §6). 60 and 61 belong to the method that is running: only
 * {@link #decode(int, WireReader, String)} can tell what they are.
 */
public sealed interface AuthMessage extends Message
        permits AuthMessage.AuthRequest, // 50
                AuthMessage.AuthFailure, // 51
                AuthMessage.AuthSuccess, // 52
                AuthMessage.AuthBanner, // 53
                PublicKeyMethod.PublicKeyOK, // 60 while publickey runs
                PasswordMethod.PasswordChangeRequest, // 60 while password runs
                KeyboardInteractiveMethod.InfoRequest, // 60 while keyboard-interactive runs
                KeyboardInteractiveMethod.InfoResponse /* 61 while keyboard-interactive runs */ {

    /** The most bytes of any string here: as many as a packet has before authentication. What is shown is cut later. */
    int MAX_STRING = 35_000;

    /**
     * Decodes a message that belongs to no method: 50 to 53.
     *
     * @param in what follows the number
     * @throws ProtocolException if it is malformed, or the number is another
     */
    static AuthMessage decode(int number, WireReader in) throws ProtocolException {
        return switch (number) {
            case MessageNumbers.USERAUTH_REQUEST -> AuthRequest.decode(in);
            case MessageNumbers.USERAUTH_FAILURE -> AuthFailure.decode(in);
            case MessageNumbers.USERAUTH_SUCCESS -> AuthSuccess.decode(in);
            case MessageNumbers.USERAUTH_BANNER -> AuthBanner.decode(in);
            default ->
                throw new ProtocolException(
                        "message " + number + " is not one of authentication as such (RFC 4252 §6)");
        };
    }

    /**
     * Decodes any message of the protocol.
     *
     * @param in what follows the number
     * @param method the name of the method that is running, for 60 and above
     * @throws ProtocolException if it is malformed, or the method has no such message
     */
    static AuthMessage decode(int number, WireReader in, String method) throws ProtocolException {
        if (number < MessageNumbers.FIRST_OF_AUTH_METHOD) {
            return decode(number, in);
        }
        return switch (method + " " + number) {
            case "publickey 60" -> PublicKeyMethod.PublicKeyOK.decode(in);
            case "password 60" -> PasswordMethod.PasswordChangeRequest.decode(in);
            case "keyboard-interactive 60" -> KeyboardInteractiveMethod.InfoRequest.decode(in);
            case "keyboard-interactive 61" -> KeyboardInteractiveMethod.InfoResponse.decode(in);
            default ->
                throw new ProtocolException(
                        "message " + number + " does not belong to the running method (RFC 4252 §6)");
        };
    }

    /** {@code SSH_MSG_USERAUTH_REQUEST} (RFC 4252 §5): a user asks for a service, and proves who he is by a method. */
    record AuthRequest(String userName, String serviceName, MethodRequest method) implements AuthMessage {
        public static final int NUMBER = MessageNumbers.USERAUTH_REQUEST;

        static AuthRequest decode(WireReader in) throws ProtocolException {
            var message = new AuthRequest(in.utf8(MAX_STRING), in.utf8(MAX_STRING), MethodRequest.decode(in));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(userName).utf8(serviceName).utf8(method.methodName());
            method.encodeFields(out);
        }
    }

    /** {@code SSH_MSG_USERAUTH_FAILURE} (RFC 4252 §5.1): refused, or accepted and not yet enough. */
    record AuthFailure(List<String> methodsThatCanContinue, boolean partialSuccess) implements AuthMessage {
        public static final int NUMBER = MessageNumbers.USERAUTH_FAILURE;

        public AuthFailure {
            methodsThatCanContinue = List.copyOf(methodsThatCanContinue);
        }

        static AuthFailure decode(WireReader in) throws ProtocolException {
            var message = new AuthFailure(in.nameList(), in.bool());
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).nameList(methodsThatCanContinue).bool(partialSuccess);
        }
    }

    /** {@code SSH_MSG_USERAUTH_SUCCESS} (RFC 4252 §5.1): the user is authenticated, the service begins. */
    record AuthSuccess() implements AuthMessage {
        public static final int NUMBER = MessageNumbers.USERAUTH_SUCCESS;

        static AuthSuccess decode(WireReader in) throws ProtocolException {
            in.expectEnd();
            return new AuthSuccess();
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

    /** {@code SSH_MSG_USERAUTH_BANNER} (RFC 4252 §5.4): a text for the user, at any time before success. */
    record AuthBanner(String message, String languageTag) implements AuthMessage {
        public static final int NUMBER = MessageNumbers.USERAUTH_BANNER;

        static AuthBanner decode(WireReader in) throws ProtocolException {
            var banner = new AuthBanner(in.text(MAX_STRING), in.text(MAX_STRING));
            in.expectEnd();
            return banner;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(message).utf8(languageTag);
        }
    }
}
