package dev.longshore.schemas.openapi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A protobuf message being written. Source: Protocol Buffers, "Encoding". */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Nothing when the text is empty, as the format leaves zero values out. */
    ProtobufMessage text(int field, String text) {
        return text.isEmpty() ? this : bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufMessage flag(int field, boolean value) {
        if (value) {
            varint(field << 3 | VARINT);
            varint(1);
        }
        return this;
    }

    /** A message within, even an empty one: that it is there says something. */
    ProtobufMessage message(int field, ProtobufMessage message) {
        return bytes(field, message.toByteArray());
    }

    private ProtobufMessage bytes(int field, byte[] bytes) {
        varint(field << 3 | LENGTH_DELIMITED);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
