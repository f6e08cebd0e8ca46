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

package io.github.flinkkvs.media.codec;

import io.github.flinkkvs.media.model.MediaFrame;
import io.github.flinkkvs.media.model.MediaTrack;

import org.apache.flink.annotation.PublicEvolving;

import javax.sound.sampled.AudioFormat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * G.711 and PCM as signed samples of 16 bits, the channels interleaved as they came.
 *
 * <pre>{@code
 * PcmAudio audio = PcmAudio.of(track);
 * samples.write(audio.toPcm16(frame));
 * AudioSystem.write(
 *         new AudioInputStream(in, audio.format(), length), AudioFileFormat.Type.WAVE, file);
 * }</pre>
 *
 * <p>Read are {@code A_MS/ACM} with Microsoft's WAVEFORMATEX for PCM, IEEE float, A-law and mu-law
 * (ITU-T G.711) in the codec private data, which then tell sampling frequency and channels; and
 * {@code A_PCM/INT/LIT}, {@code A_PCM/INT/BIG} and {@code A_PCM/FLOAT/IEEE}, of which the track
 * tells these and the bit depth: without one 16 bits are taken, or 32 of floating-point samples.
 * Integers of 8 bits are unsigned, all others signed. Integers of more bits lose their lower ones;
 * floating-point samples are rounded and clipped. Immutable.
 */
@PublicEvolving
public final class PcmAudio {

    private final PcmLayout layout;

    private PcmAudio(PcmLayout layout) {
        this.layout = layout;
    }

    /**
     * Reads what the track says of its samples.
     *
     * @throws CodecException if its frames are no samples that are known here, or its codec private
     *     data are damaged
     */
    public static PcmAudio of(MediaTrack track) {
        return new PcmAudio(PcmLayout.of(track));
    }

    /** Returns the format of what {@link #toPcm16} gives: signed, 16 bits, little-endian. */
    public AudioFormat format() {
        return new AudioFormat(
                (float) layout.samplingFrequency(), Short.SIZE, layout.channels(), true, false);
    }

    /** Returns a frame's samples, see {@link #toPcm16(ByteBuffer)}. */
    public byte[] toPcm16(MediaFrame frame) {
        return toPcm16(frame.data());
    }

    /**
     * Returns a frame's samples, each as two bytes, the lower first.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame ends amid the samples of an instant
     */
    public byte[] toPcm16(ByteBuffer frame) {
        byte[] pcm = new byte[Math.multiplyExact(sampleCount(frame), Short.BYTES)];
        ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(toSamples(frame));
        return pcm;
    }

    /** Returns a frame's samples, see {@link #toSamples(ByteBuffer)}. */
    public short[] toSamples(MediaFrame frame) {
        return toSamples(frame.data());
    }

    /**
     * Returns a frame's samples.
     *
     * @param frame its position is left as it is
     * @throws CodecException if the frame ends amid the samples of an instant
     */
    public short[] toSamples(ByteBuffer frame) {
        ByteBuffer from = frame.slice().order(layout.order());
        short[] samples = new short[sampleCount(frame)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = layout.coding().sample(from, i * layout.coding().bytes());
        }
        return samples;
    }

    private int sampleCount(ByteBuffer frame) {
        int bytesPerInstant = layout.coding().bytes() * layout.channels();
        if (frame.remaining() % bytesPerInstant != 0) {
            throw new CodecException(
                    ("A frame has %d bytes, which is no whole number of instants: the samples of"
                                    + " %d channels, %s, take %d bytes.")
                            .formatted(
                                    frame.remaining(),
                                    layout.channels(),
                                    layout.coding(),
                                    bytesPerInstant));
        }
        return frame.remaining() / layout.coding().bytes();
    }

    @Override
    public String toString() {
        return "PcmAudio{%s, %s, %s Hz, %d channels}"
                .formatted(
                        layout.coding(),
                        layout.order(),
                        layout.samplingFrequency(),
                        layout.channels());
    }
}
