package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.auth.Authenticator.Conversation;
import io.javamiko.transport.Limits;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Method {@code keyboard-interactive} (RFC 4256): the server asks, in rounds, and the user answers. */
public final class KeyboardInteractiveMethod {
    /** The method's name. */
    public static final String NAME = "keyboard-interactive";

    private KeyboardInteractiveMethod() {}

    /** The request that begins the method (RFC 4256 §3.1). The submethods are a hint, names with commas between them. */
    public record Start(String languageTag, String submethods) implements MethodRequest {
        static Start decode(WireReader in) throws ProtocolException {
            return new Start(in.text(AuthMessage.MAX_STRING), in.text(AuthMessage.MAX_STRING));
        }

        @Override
        public String methodName() {
            return NAME;
        }

        @Override
        public void encodeFields(WireWriter out) {
            out.utf8(languageTag).utf8(submethods);
        }
    }

    /**
     * A question of a {@link Challenge}.
     *
     * @param text what to show before the answer
     * @param echo whether the answer may be seen while it is typed
     */
    public record Prompt(String text, boolean echo) {}

    /**
     * What the server asks in one round (RFC 4256 §3.2).
     *
     * @param name a title, often empty
     * @param instruction a text above the questions, often empty, perhaps of several lines
     * @param prompts the questions; there may be none, if only something is to be shown
     */
    public record Challenge(String name, String instruction, List<Prompt> prompts) {
        public Challenge {
            prompts = List.copyOf(prompts);
        }
    }

    /** {@code SSH_MSG_USERAUTH_INFO_REQUEST} (RFC 4256 §3.2). */
    public record InfoRequest(String name, String instruction, String languageTag, List<Prompt> prompts)
            implements AuthMessage {
        public static final int NUMBER = 60;

        public InfoRequest {
            prompts = List.copyOf(prompts);
        }

        static InfoRequest decode(WireReader in) throws ProtocolException {
            String name = in.text(MAX_STRING);
            String instruction = in.text(MAX_STRING);
            String languageTag = in.text(MAX_STRING);
            var prompts = new ArrayList<Prompt>(); // grows with what is there, not with what the count says
            for (long left = in.uint32(); left > 0; left--) {
                prompts.add(new Prompt(in.text(MAX_STRING), in.bool()));
            }
            in.expectEnd();
            return new InfoRequest(name, instruction, languageTag, prompts);
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).utf8(name).utf8(instruction).utf8(languageTag).uint32(prompts.size());
            for (Prompt prompt : prompts) {
                out.utf8(prompt.text()).bool(prompt.echo());
            }
        }
    }

    /** {@code SSH_MSG_USERAUTH_INFO_RESPONSE} (RFC 4256 §3.4): an answer to each prompt. */
    public record InfoResponse(List<SecretText> responses) implements AuthMessage {
        public static final int NUMBER = 61;

        public InfoResponse {
            responses = List.copyOf(responses);
        }

        static InfoResponse decode(WireReader in) throws ProtocolException {
            var responses = new ArrayList<SecretText>(); // grows with what is there, not with what the count says
            for (long left = in.uint32(); left > 0; left--) {
                responses.add(SecretText.decode(in));
            }
            in.expectEnd();
            return new InfoResponse(responses);
        }

        @Override
        public int number() {
            return NUMBER;
        }

        @Override
        public void encode(WireWriter out) {
            out.uint8(NUMBER).uint32(responses.size());
            for (SecretText response : responses) {
                out.string(response.bytes());
            }
        }
    }

    /** Answers what a server asks. Called on the thread that authenticates, never on a reader's; may take its time. */
    @FunctionalInterface
    public interface Prompter {
        /**
         * @param challenge safe to show: each text at most 8 KiB, without control characters but line feed and tab
         * @return an answer to each prompt, in order, which are wiped after use; nothing to give the method up
         * @throws IOException if nobody can be asked; ends the authentication
         */
        Optional<List<char[]>> answer(Challenge challenge) throws IOException;
    }

    /** The client's side. */
    static final class Client implements ClientMethod {
        private final Prompter prompter;
        private final Start start;
        private final Limits limits;
        private int rounds;
        private boolean answered; // at least one prompt

        Client(Prompter prompter, List<String> submethods, Limits limits) {
            this.prompter = prompter;
            this.start = new Start("", String.join(",", submethods));
            this.limits = limits;
        }

        @Override
        public MethodRequest start() {
            return start;
        }

        @Override
        public Turn received(int number, WireReader in) throws IOException {
            if (number != InfoRequest.NUMBER) {
                throw new ProtocolException(
                        "message " + number + " does not belong to keyboard-interactive (RFC 4256 §3)");
            }
            var request = InfoRequest.decode(in);
            if (request.prompts().size() > limits.prompts()) {
                return new Turn.GiveUp("the server asks " + request.prompts().size() + " questions at once; at most "
                        + limits.prompts() + " are answered");
            }
            if (++rounds > limits.promptRounds()) {
                return new Turn.GiveUp("the server goes on asking after " + limits.promptRounds() + " rounds");
            }
            var answers = prompter.answer(shown(request));
            return answers.isEmpty() ? new Turn.GiveUp("cancelled") : respond(request, answers.get());
        }

        private Turn respond(InfoRequest request, List<char[]> answers) {
            if (answers.size() != request.prompts().size()) {
                throw new IllegalArgumentException("the prompter gave " + answers.size() + " answers to "
                        + request.prompts().size() + " prompts");
            }
            answered |= !answers.isEmpty();
            var responses = answers.stream().map(SecretText::of).toList();
            answers.forEach(answer -> Arrays.fill(answer, '\0'));
            return new Turn.Send(new InfoResponse(responses));
        }

        private static Challenge shown(InfoRequest request) {
            return new Challenge(
                    Sanitised.lines(request.name()),
                    Sanitised.lines(request.instruction()),
                    request.prompts().stream()
                            .map(prompt -> new Prompt(Sanitised.lines(prompt.text()), prompt.echo()))
                            .toList());
        }

        @Override
        public boolean maySucceedNow() {
            return true;
        }

        @Override
        public boolean proves() {
            return answered;
        }

        @Override
        public void end() {}
    }

    /** The server's side of one run: at most one request is open at a time (RFC 4256 §3.2). */
    static final class Server {
        private final Conversation conversation;
        private final Limits limits;
        private int asked; // prompts in the request that is open
        private int rounds;

        private Server(Conversation conversation, Limits limits) {
            this.conversation = conversation;
            this.limits = limits;
        }

        /** A run, if the user may be asked at all. */
        static Optional<Server> of(Start start, ServerTurn.Context context) {
            var submethods = Arrays.stream(start.submethods().split(","))
                    .filter(name -> !name.isBlank())
                    .toList();
            return context.authenticator()
                    .keyboardInteractive(context.user(), submethods)
                    .map(conversation -> new Server(conversation, context.limits()));
        }

        ServerTurn begin() {
            return ask(conversation.begin());
        }

        ServerTurn answered(InfoResponse response) {
            var answers = response.responses().stream()
                    .filter(text -> text.length() <= limits.password())
                    .flatMap(text -> text.characters().stream())
                    .toList();
            try {
                return answers.size() == asked && response.responses().size() == asked // §3.4: one for each prompt
                        ? turn(conversation.answered(answers))
                        : new ServerTurn.Refused();
            } finally {
                answers.forEach(answer -> Arrays.fill(answer, '\0'));
                response.responses().forEach(SecretText::wipe);
            }
        }

        private ServerTurn turn(Conversation.Step step) {
            if (step instanceof Conversation.Step.Ask ask) {
                return ask(ask.challenge());
            }
            return step instanceof Conversation.Step.Accepted accepted
                    ? new ServerTurn.Passed(NAME, accepted.grant())
                    : new ServerTurn.Refused();
        }

        private ServerTurn ask(Challenge challenge) {
            asked = challenge.prompts().size();
            return ++rounds > limits.promptRounds() || asked > limits.prompts()
                    ? new ServerTurn.Refused()
                    : new ServerTurn.Answer(
                            new InfoRequest(challenge.name(), challenge.instruction(), "", challenge.prompts()));
        }
    }
}
