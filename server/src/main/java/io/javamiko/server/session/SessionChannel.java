package io.javamiko.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.connection.Channel;
import io.javamiko.connection.ChannelHandler;
import io.javamiko.connection.RequestReply;
import io.javamiko.connection.SessionRequest;
import io.javamiko.keys.lists.AuthorizedKeyOptions.Permission;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * A session channel on a server (RFC 4254 §6): takes the requests that prepare it, starts one handler, and brings that what
 * comes afterwards. Its methods are called one at a time.
 */
public final class SessionChannel implements ChannelHandler {
    private static final int MAX_VARIABLES = 128;
    private static final int MAX_ENVIRONMENT = 128 * 1024; // characters of all names and values
    private static final String INTERNAL_SFTP = "internal-sftp"; // as a forced command: the subsystem, in this process

    private final SessionHandlers handlers;
    private final Login login;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int environmentSize;
    private Optional<Terminal> terminal = Optional.empty();
    private RunningSession running; // null until something was started

    /** A session of this login. */
    public SessionChannel(SessionHandlers handlers, Login login) {
        this.handlers = handlers;
        this.login = login;
        if (handlers.keyEnvironment()) {
            environment.putAll(login.permissions().environment());
        }
    }

    @Override
    public RequestReply request(Channel channel, String type, byte[] data) throws IOException {
        var decoded = SessionRequest.decode(type, new WireReader(data));
        if (decoded.isEmpty()) {
            return RequestReply.REFUSED;
        }
        var request = decoded.get();
        return running == null ? prepare(channel, request) : bring(request);
    }

    @Override
    public void closed(Channel channel) {
        if (running != null) {
            running.cancel();
        }
    }

    private RequestReply prepare(Channel channel, SessionRequest request) {
        if (request instanceof SessionRequest.PTY pty) {
            return pty(pty);
        } else if (request instanceof SessionRequest.Env env) {
            return env(env);
        } else if (request instanceof SessionRequest.WindowChange change) {
            terminal = terminal.map(known -> known.resized(change));
            return RequestReply.ACCEPTED;
        }
        return start(channel, request);
    }

    /** §6.2: a terminal, if something is set up that can use one, and the key allows it. */
    private RequestReply pty(SessionRequest.PTY request) {
        boolean mayHave = handlers.takeTerminals() && login.permissions().permits(Permission.PTY);
        if (!mayHave || terminal.isPresent() || !request.term().matches("[A-Za-z0-9._+-]{1,64}")) {
            return RequestReply.REFUSED;
        }
        terminal = Optional.of(Terminal.of(request));
        return RequestReply.ACCEPTED;
    }

    /** §6.4: whatever is set here may reach a program, so only what the server's owner accepts. */
    private RequestReply env(SessionRequest.Env request) {
        environmentSize += request.name().length() + request.value().length();
        boolean hasRoom = environment.size() < MAX_VARIABLES && environmentSize <= MAX_ENVIRONMENT;
        boolean isVariable = request.name().matches("[A-Za-z_][A-Za-z0-9_]{0,255}")
                && request.value().indexOf('\0') < 0;
        if (!hasRoom || !isVariable || !handlers.acceptEnvironment().test(request.name())) {
            return RequestReply.REFUSED;
        }
        environment.put(request.name(), request.value());
        return RequestReply.ACCEPTED;
    }

    /** §6.5: what the client asks for, or the command that its key is restricted to. */
    private RequestReply start(Channel channel, SessionRequest request) {
        var forced = login.permissions().command();
        if (forced.isPresent()) {
            return forced(channel, request, forced.get());
        } else if (request instanceof SessionRequest.Exec exec) {
            return exec(channel, exec.command(), Optional.empty());
        } else if (request instanceof SessionRequest.Shell) {
            return handlers.shell()
                    .map(handler -> run(channel, session(channel, new byte[0], "", Optional.empty()), handler::run))
                    .orElse(RequestReply.REFUSED);
        } else if (request instanceof SessionRequest.Subsystem subsystem) {
            return subsystem(channel, subsystem.name());
        }
        return RequestReply.REFUSED;
    }

    private RequestReply forced(Channel channel, SessionRequest request, String command) {
        Optional<String> original;
        if (request instanceof SessionRequest.Exec exec) {
            original = Optional.of(exec.text());
        } else if (request instanceof SessionRequest.Subsystem subsystem) {
            original = Optional.of(subsystem.name());
        } else if (request instanceof SessionRequest.Shell) {
            original = Optional.empty();
        } else {
            return RequestReply.REFUSED;
        }
        if (command.equals(INTERNAL_SFTP)) {
            return subsystem(channel, SFTPSubsystem.NAME);
        }
        original.ifPresent(text -> environment.put("SSH_ORIGINAL_COMMAND", text));
        return exec(channel, command.getBytes(UTF_8), original);
    }

    private RequestReply exec(Channel channel, byte[] command, Optional<String> original) {
        return handlers.exec()
                .map(handler -> run(channel, session(channel, command, "", original), handler::run))
                .orElse(RequestReply.REFUSED);
    }

    private RequestReply subsystem(Channel channel, String name) {
        return Optional.ofNullable(handlers.subsystems().get(name))
                .map(handler -> run(channel, session(channel, new byte[0], name, Optional.empty()), handler::run))
                .orElse(RequestReply.REFUSED);
    }

    private RunningSession session(Channel channel, byte[] command, String subsystem, Optional<String> original) {
        return new RunningSession(
                channel, login, new RunningSession.Started(command, original, subsystem), environment, terminal);
    }

    /** The handler gets its thread before the client hears of success, and begins after it. */
    private RequestReply run(Channel channel, RunningSession session, RunningSession.Body body) {
        try {
            channel.multiplexer().execute(() -> session.run(body));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            return RequestReply.REFUSED;
        }
        running = session;
        return RequestReply.acceptedThen(session::begin);
    }

    private RequestReply bring(SessionRequest request) {
        if (request instanceof SessionRequest.WindowChange change) {
            running.events().resize(change);
            return RequestReply.ACCEPTED;
        } else if (request instanceof SessionRequest.Signal signal
                && signal.signalName().matches("[A-Za-z0-9.@-]{1,64}")) {
            running.events().signal(signal.signalName());
            return RequestReply.ACCEPTED;
        }
        return RequestReply.REFUSED;
    }
}
