package io.javamiko.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.keys.files.KeyFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Says under which names in certificates a user may log in. Thread-safe; may block; what it throws refuses the user. */
@FunctionalInterface
public interface AuthorizedPrincipals {
    /** Under his own name. */
    AuthorizedPrincipals USER_NAME = Set::of;

    /** The names; a certificate that has one of them lets the user in, if its authority is trusted. */
    Set<String> of(String user);

    /**
     * The names in a file for each user, one a line; blank ones and those that begin with {@code #} do not count, nor do
     * lines with options. A user without a file may not log in so. It is read at each login.
     *
     * @param fileOf the file of a user; the name is the client's, so it must not be joined to a path unseen
     */
    static AuthorizedPrincipals inFile(Function<String, Path> fileOf) {
        return user -> {
            var file = fileOf.apply(user);
            try {
                return new String(KeyFiles.read(file), UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty()
                                && !line.startsWith("#")
                                && line.chars().noneMatch(Character::isWhitespace))
                        .collect(Collectors.toSet());
            } catch (NoSuchFileException e) {
                return Set.of();
            } catch (IOException e) {
                LoggerFactory.getLogger(AuthorizedPrincipals.class)
                        .warn("{} can't be read, and lets nobody in", file, e);
                return Set.of();
            }
        };
    }
}
