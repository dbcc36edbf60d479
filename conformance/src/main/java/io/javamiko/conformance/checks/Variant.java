package io.javamiko.conformance.checks;

/**
 * A payload with a name for people, for {@code Conversation.each}.
 *
 * @param payload not a copy
 */
public record Variant(String name, byte[] payload) {
    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
