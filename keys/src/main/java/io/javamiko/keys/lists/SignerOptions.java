package io.javamiko.keys.lists;

import io.javamiko.Sanitised;
import io.javamiko.keys.lists.OptionsReader.Option;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the options of a line of allowed signers say (ssh-keygen(1), ALLOWED SIGNERS). A line with another option is not read
 * at all. Immutable.
 *
 * @param isCertAuthority {@code cert-authority}: the key signs certificates, whose keys may sign
 * @param namespaces {@code namespaces="…"}: patterns of the purposes that signatures may have; any if there are none
 * @param validAfter {@code valid-after="…"}: the first moment of the key
 * @param validBefore {@code valid-before="…"}: its last moment
 */
public record SignerOptions(
        boolean isCertAuthority,
        Optional<String> namespaces,
        Optional<Instant> validAfter,
        Optional<Instant> validBefore) {
    private static final SignerOptions NONE =
            new SignerOptions(false, Optional.empty(), Optional.empty(), Optional.empty());

    static SignerOptions none() {
        return NONE;
    }

    static SignerOptions of(List<Option> options, ZoneId zone) throws MalformedLineException {
        boolean authority = false;
        Optional<String> namespaces = Optional.empty();
        Optional<Instant> after = Optional.empty();
        Optional<Instant> before = Optional.empty();
        for (var option : options) {
            switch (option.name()) {
                case "cert-authority" -> authority = true;
                case "namespaces" -> {
                    namespaces = once(option, namespaces);
                    PatternList.exact(namespaces.get()); // refuses what is no list of patterns
                }
                case "valid-after" -> after = time(option, after, zone);
                case "valid-before" -> before = time(option, before, zone);
                default -> throw new MalformedLineException("unknown option " + Sanitised.of(option.name()));
            }
        }
        if (after.isPresent() && before.isPresent() && !after.get().isBefore(before.get())) {
            throw new MalformedLineException("the key is valid after a time that is not before the other");
        }
        return new SignerOptions(authority, namespaces, after, before);
    }

    private static Optional<String> once(Option option, Optional<?> before) throws MalformedLineException {
        if (before.isPresent() || option.value().isEmpty()) {
            throw new MalformedLineException("the option " + option.name() + " stands twice, or has no value");
        }
        return option.value();
    }

    private static Optional<Instant> time(Option option, Optional<Instant> before, ZoneId zone)
            throws MalformedLineException {
        return once(option, before).map(text -> ListTime.parse(text).in(zone));
    }

    /** Whether signatures may be for this purpose. */
    public boolean allowsNamespace(String namespace) {
        return namespaces.isEmpty() || PatternList.exact(namespaces.get()).matches(namespace);
    }

    /** Whether the key counts at this time, the two ends included. */
    public boolean isValidAt(Instant time) {
        return validAfter.filter(time::isBefore).isEmpty()
                && validBefore.filter(time::isAfter).isEmpty();
    }
}
