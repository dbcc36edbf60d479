package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.auth.Authenticator.PasswordResult;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;

/** Method {@code password} (RFC 4252 §8), and the change of a password that has expired. */
public final class PasswordMethod {
    /** The method's name. */
    public static final String NAME = "password";

    private static final int MAX_CHANGES = 5; // times that a server may find a new password not good enough

    private PasswordMethod() {}

    static MethodRequest decodeFields(WireReader in) throws ProtocolException {
        boolean change = in.bool();
        var password = SecretText.decode(in);
        return change ? new PasswordChange(password, SecretText.decode(in)) : new Password(password);
    }

    /** The request with a password. */
    public record Password(SecretText password) implements MethodRequest {
        @Override
        public String methodName() {
            return NAME;
        }

        @Override
        public void encodeFields(WireWriter out) {
            out.bool(false).string(password.bytes());
        }
    }

    /** The request with the old password and a new one, in answer to {@link PasswordChangeRequest}. */
    public record PasswordChange(SecretText oldPassword, SecretText newPassword) implements MethodRequest {
        @Override
        public String methodName() {
            return NAME;
        }

        @Override
        public void encodeFields(WireWriter out) {
            out.bool(true).string(oldPassword.bytes()).string(newPassword.bytes());
        }
    }

    /** {@code SSH_MSG_USERAUTH_PASSWD_CHANGEREQ} (RFC 4252 §8): the password is right and has expired. */
    public record PasswordChangeRequest(String prompt, String languageTag) implements AuthMessage {
        public static final int NUMBER = 60;

        static PasswordChangeRequest decode(WireReader in) throws ProtocolException {
            var message = new PasswordChangeRequest(in.text(MAX_STRING), in.text(MAX_STRING));
            in.expectEnd();
            return message;
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(prompt).utf8(languageTag);
        }
    }

    /** Asked for a new password when the old one has expired. Called on the thread that authenticates; may take its time. */
    @FunctionalInterface
    public interface PasswordChanger {
        /** Changes nothing: the method is given up. */
        PasswordChanger NONE = prompt -> Optional.empty();

        /**
         * @param prompt what the server says about it, safe to show, at most 8 KiB
         * @return the new password, not empty, which is wiped after use; nothing to give the method up
         * @throws IOException if it can't be asked for; ends the authentication
         */
        Optional<char[]> newPassword(String prompt) throws IOException;
    }

    /** The client's side. */
    static final class Client implements ClientMethod {
        private final PasswordChanger changer;
        private final SecretText password;
        private SecretText changed; // the new password that was sent last
        private int changes;

        /** @param password a copy is used; the caller wipes his own */
        Client(char[] password, PasswordChanger changer) {
            this.password = SecretText.of(password);
            this.changer = changer;
        }

        @Override
        public MethodRequest start() {
            return new Password(password);
        }

        @Override
        public Turn received(int number, WireReader in) throws IOException {
            if (number != PasswordChangeRequest.NUMBER) {
                throw new ProtocolException("message " + number + " does not belong to password (RFC 4252 §8)");
            }
            var request = PasswordChangeRequest.decode(in);
            if (++changes > MAX_CHANGES) {
                return new Turn.GiveUp("the server has asked " + MAX_CHANGES + " times for another password");
            }
            var answer = changer.newPassword(Sanitised.lines(request.prompt()));
            if (answer.isEmpty() || answer.get().length == 0) {
                return new Turn.GiveUp("the password has expired, and no new one was given");
            }
            wipeChanged();
            changed = SecretText.of(answer.get());
            Arrays.fill(answer.get(), '\0');
            return new Turn.Request(new PasswordChange(password, changed));
        }

        @Override
        public boolean maySucceedNow() {
            return true;
        }

        @Override
        public boolean proves() {
            return true;
        }

        @Override
        public void end() {
            password.wipe();
            wipeChanged();
        }

        private void wipeChanged() {
            if (changed != null) {
                changed.wipe();
            }
        }
    }

    /** The server's side. What is too long, or no text, is refused without asking anybody. */
    static final class Server {
        private Server() {}

        static ServerTurn password(Password request, ServerTurn.Context context) {
            return turn(
                    context,
                    request.password(),
                    SecretText.of(new char[0]),
                    (password, none) -> context.authenticator().password(context.user(), password));
        }

        static ServerTurn change(PasswordChange request, ServerTurn.Context context) {
            return turn(
                    context,
                    request.oldPassword(),
                    request.newPassword(),
                    (old, changed) -> context.authenticator().changePassword(context.user(), old, changed));
        }

        private static ServerTurn turn(
                ServerTurn.Context context,
                SecretText first,
                SecretText second,
                BiFunction<char[], char[], PasswordResult> decide) {
            char[] one = characters(first, context);
            char[] two = characters(second, context);
            try {
                return one == null || two == null ? new ServerTurn.Refused() : turn(decide.apply(one, two));
            } finally {
                wipe(one);
                wipe(two);
                first.wipe();
                second.wipe();
            }
        }

        private static ServerTurn turn(PasswordResult result) {
            if (result instanceof PasswordResult.Accepted accepted) {
                return new ServerTurn.Passed(NAME, accepted.grant());
            }
            return result instanceof PasswordResult.ChangeRequired required
                    ? new ServerTurn.Answer(new PasswordChangeRequest(required.prompt(), ""))
                    : new ServerTurn.Refused();
        }

        private static char[] characters(SecretText text, ServerTurn.Context context) {
            return text.length() > context.limits().password()
                    ? null
                    : text.characters().orElse(null);
        }

        private static void wipe(char[] characters) {
            if (characters != null) {
                Arrays.fill(characters, '\0');
            }
        }
    }
}
