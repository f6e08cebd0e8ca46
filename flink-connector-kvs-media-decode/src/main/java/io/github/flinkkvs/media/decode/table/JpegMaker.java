/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.flinkkvs.media.decode.table;

import io.github.flinkkvs.media.decode.DecodeException;
import io.github.flinkkvs.media.decode.KeyFrameDecoder;
import io.github.flinkkvs.media.decode.PictureSettings;
import io.github.flinkkvs.media.mkv.ChunkAssembler;
import io.github.flinkkvs.media.mkv.ChunkEvent;
import io.github.flinkkvs.media.mkv.MediaChunk;
import io.github.flinkkvs.media.mkv.MkvException;
import io.github.flinkkvs.media.mkv.ParserLimits;
import io.github.flinkkvs.media.model.FrameIndex;
import io.github.flinkkvs.media.model.MediaTrack;
import io.github.flinkkvs.media.model.MediaTrackType;

import org.apache.flink.table.api.TableRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.annotation.Nullable;

import java.nio.ByteBuffer;

/** What the functions share: all but their signatures. */
final class JpegMaker {

    /** The widest that FFmpeg has. */
    static final int AS_CODED = PictureSettings.defaults().maxWidth();

    private static final Logger LOG = LoggerFactory.getLogger(JpegMaker.class);

    private final Undecodable policy;

    private JpegMaker(Undecodable policy) {
        this.policy = policy;
    }

    /** What becomes of a picture that cannot be made. */
    private interface Undecodable {
        @Nullable
        byte[] insteadOf(DecodeException reason);
    }

    /** Fails the query, and names the function. */
    static JpegMaker failing(String function) {
        return new JpegMaker(
                reason -> {
                    throw failure(function, reason);
                });
    }

    /** Makes null of what cannot be decoded; the reason is for those who look for it. */
    static JpegMaker lenient() {
        return new JpegMaker(
                reason -> {
                    LOG.debug("A picture is null, as it cannot be made", reason);
                    return null;
                });
    }

    @Nullable
    byte[] ofFrame(
            @Nullable byte[] frame,
            @Nullable String codecId,
            @Nullable byte[] codecPrivate,
            @Nullable Integer width) {
        if (frame == null || codecId == null || width == null) {
            return null;
        }
        ByteBuffer extra = ByteBuffer.wrap(codecPrivate == null ? new byte[0] : codecPrivate);
        try {
            return KeyFrameDecoder.decode(ByteBuffer.wrap(frame), codecId, extra, settings(width))
                    .toByteArray();
        } catch (DecodeException e) {
            return policy.insteadOf(e);
        }
    }

    @Nullable
    byte[] ofFragment(@Nullable byte[] payload, @Nullable Integer width) {
        if (payload == null || width == null) {
            return null;
        }
        try {
            return firstKeyFrame(payload, width);
        } catch (DecodeException e) {
            return policy.insteadOf(e);
        }
    }

    @Nullable
    private static byte[] firstKeyFrame(byte[] payload, int width) throws DecodeException {
        MediaChunk chunk = chunk(payload);
        FrameIndex frames = chunk.frames();
        for (int i = 0; i < frames.size(); i++) {
            MediaTrack track = video(chunk, frames.trackNumber(i));
            if (frames.keyFrame(i) && track != null) {
                ByteBuffer frame =
                        ByteBuffer.wrap(chunk.bytes(), frames.offset(i), frames.length(i)).slice();
                return KeyFrameDecoder.decode(
                                frame, track.codecId(), track.codecPrivate(), settings(width))
                        .toByteArray();
            }
        }
        return null;
    }

    @Nullable
    private static MediaTrack video(MediaChunk chunk, long trackNumber) {
        for (MediaTrack track : chunk.tracks()) {
            if (track.number() == trackNumber && track.type() == MediaTrackType.VIDEO) {
                return track;
            }
        }
        return null;
    }

    private static MediaChunk chunk(byte[] payload) throws DecodeException {
        ParserLimits limits =
                ParserLimits.defaults().withMaxChunkBytes(Math.max(1, payload.length));
        try {
            ChunkEvent event = new ChunkAssembler(limits).feed(ByteBuffer.wrap(payload));
            if (event instanceof MediaChunk chunk) {
                return chunk;
            }
        } catch (MkvException e) {
            throw new DecodeException("the payload is no fragment: " + e.getMessage(), e);
        }
        throw new DecodeException(
                "the payload is no whole fragment as a table of fragments has it: "
                        + payload.length
                        + " bytes");
    }

    private static PictureSettings settings(int width) throws DecodeException {
        if (width < 1) {
            throw new DecodeException("the width must be at least 1, not " + width);
        }
        return PictureSettings.defaults().withMaxWidth(Math.min(width, AS_CODED));
    }

    private static TableRuntimeException failure(String function, DecodeException reason) {
        return new TableRuntimeException(
                function
                        + " cannot make a picture: "
                        + reason.getMessage()
                        + ". TRY_"
                        + function
                        + " would make null of it.",
                reason);
    }
}
