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

package io.github.flinkkvs.emulator;

import io.github.flinkkvs.emulator.media.CaptureReplay;
import io.github.flinkkvs.emulator.media.MatroskaFile;
import io.github.flinkkvs.emulator.media.SyntheticProducers;
import io.github.flinkkvs.emulator.media.call.SyntheticCall;
import io.github.flinkkvs.emulator.media.camera.SyntheticCamera;
import io.github.flinkkvs.emulator.media.live.LiveProducer;
import io.github.flinkkvs.emulator.session.Fault;
import io.github.flinkkvs.emulator.session.FaultKind;
import io.github.flinkkvs.emulator.session.FaultStatus;
import io.github.flinkkvs.emulator.session.SessionEnd;
import io.github.flinkkvs.emulator.session.StreamFaults;
import io.github.flinkkvs.emulator.store.FragmentMedia;
import io.github.flinkkvs.emulator.store.KeptFragments;
import io.github.flinkkvs.emulator.store.Retention;
import io.github.flinkkvs.emulator.store.StoredFragment;
import io.github.flinkkvs.emulator.store.StoredStream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** The handle of one stream: what is in it, and what its readers are to suffer. Thread-safe. */
public final class EmulatedStream {
    private final StoredStream stream;
    private final StreamFaults faults;
    private final FaultInjector injector;
    private final SyntheticProducers synthetic;
    private final Clock clock;

    EmulatedStream(
            StoredStream stream,
            StreamFaults faults,
            FaultInjector injector,
            SyntheticProducers synthetic,
            Clock clock) {
        this.stream = stream;
        this.faults = faults;
        this.injector = injector;
        this.synthetic = synthetic;
        this.clock = clock;
    }

    public String name() {
        return stream.name();
    }

    public String arn() {
        return stream.arn();
    }

    public int retentionHours() {
        return stream.settings().retention().hours();
    }

    /**
     * Keeps media for so many hours from now on, 24 by default; lowering it forgets older ones.
     *
     * @param retentionHours 0 to 87,600
     */
    public void retain(int retentionHours) {
        stream.retain(new Retention(retentionHours));
    }

    /** What the stream keeps, in short. */
    public KeptFragments kept() {
        return stream.log().kept();
    }

    /** What the stream keeps, in order of number. */
    public List<StoredFragment> fragments() {
        return stream.log().fragments();
    }

    /** Replays the body of a real GetMedia response, see {@link #replayCapture(byte[])}. */
    public void replayCapture(Path getMediaBytes) {
        replayCapture(read(getMediaBytes));
    }

    /**
     * Appends the chunks of a real GetMedia response with the numbers and times they bear; sessions
     * get them byte for byte. If the last chunk is cut, sessions get what there is of it and then
     * silence.
     */
    public void replayCapture(byte[] getMediaBytes) {
        new CaptureReplay(getMediaBytes).appendTo(stream.log());
    }

    /**
     * Appends the clusters of a Matroska file, each as one fragment. They count as arrived when
     * they were taken, but neither in the future nor before what is there already.
     *
     * @param firstProducerTimestamp the time of the first cluster; the others follow by their times
     */
    public void storeMatroska(Path file, Instant firstProducerTimestamp) {
        new MatroskaFile(read(file))
                .appendTo(stream.log(), firstProducerTimestamp, clock.instant());
    }

    /** Appends a fragment that arrives now. */
    public StoredFragment put(
            Instant producerTimestamp, byte[] prelude, byte[] cluster, byte[] interlude) {
        return put(producerTimestamp, clock.instant(), prelude, cluster, interlude);
    }

    /**
     * Appends a fragment.
     *
     * @param producerTimestamp the time of its first frame by the producer's clock
     * @param serverTimestamp when the service began to receive it
     * @param prelude what the producer sent ahead of the cluster: Info, Tracks, tags
     * @param cluster one whole cluster element
     * @param interlude what the producer sent behind the cluster, such as user tags; may be empty
     */
    public StoredFragment put(
            Instant producerTimestamp,
            Instant serverTimestamp,
            byte[] prelude,
            byte[] cluster,
            byte[] interlude) {
        FragmentMedia media = new FragmentMedia(prelude, cluster, interlude);
        return stream.log().append(producerTimestamp, serverTimestamp, media);
    }

    /**
     * Switches on a camera. Readers get each frame when it is taken, while its fragment is still
     * open.
     */
    public CameraHandle addCamera(SyntheticCamera camera) {
        return new CameraHandle(() -> synthetic.start(camera, stream.log()));
    }

    /** How many synthetic cameras and calls feed it now. */
    public int producers() {
        return synthetic.of(stream.log()).size();
    }

    /** Switches its synthetic cameras and calls off, each at the end of the fragment it is at. */
    public void stopProducers() {
        synthetic.of(stream.log()).forEach(LiveProducer::stop);
    }

    /** Begins a call that ends by itself; what was in the stream stays. */
    public CallHandle addCall(SyntheticCall call) {
        return new CallHandle(synthetic.start(call, stream.log()));
    }

    /** Appends at once what a camera would have recorded from an instant on. */
    public void storePast(SyntheticCamera camera, Instant from, Duration length) {
        synthetic.store(camera, stream.log(), from, length);
    }

    /** Appends at once a whole call that began at an instant. */
    public void storePast(SyntheticCall call, Instant from) {
        synthetic.store(call, stream.log(), from);
    }

    /** Forgets what arrived before an instant, as the service does when retention runs out. */
    public void forgetBefore(Instant serverTimestamp) {
        stream.log().forgetBefore(serverTimestamp);
    }

    /**
     * Puts a fault to this stream: to what runs now and, unless it is an immediate one, to what
     * comes until it has struck often enough or faults are cleared. Running sessions meet it on the
     * server's threads, thus a moment later.
     *
     * @return how many running sessions, fragments or producers an immediate fault was put to; 0
     *     for others
     * @throws IllegalStateException if too many faults lie in wait already
     */
    public int inject(Fault fault) {
        return injector.inject(stream, faults, fault);
    }

    /** The faults that lie in wait or hold sessions up, in the order in which they were put. */
    public List<FaultStatus> faults() {
        return faults.statuses();
    }

    /** Takes back every fault; running sessions that were held up go on. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * Ends all running sessions where they are, mostly amid a block; returns how many. They end on
     * the server's threads, so the count of open ones falls a moment later, but before the client
     * can notice.
     */
    public int endSessions(SessionEnd how) {
        return inject(Fault.of(FaultKind.END, Map.of("how", how.text())));
    }

    /**
     * Ends each new session after exactly so many bytes of its body, in place of what was asked for
     * here before. A reset comes a moment later, yet may overtake bytes for which the client's
     * socket has no room.
     *
     * @param bytes asked once for each session, on a thread of the server; a call for which it
     *     throws is answered with InternalFailure; {@link Long#MAX_VALUE} spares the session
     */
    public void endEachSessionAfterBytes(LongSupplier bytes, SessionEnd how) {
        faults.cutEach(
                () -> after(bytes, b -> Map.of("after", b, "how", how.text()), FaultKind.END));
    }

    /**
     * Each new session sends exactly so many bytes and then nothing, but stays open; in place of
     * what was asked for here before.
     *
     * @param bytes as for {@link #endEachSessionAfterBytes}
     */
    public void stallEachSessionAfterBytes(LongSupplier bytes) {
        faults.stallEach(() -> after(bytes, b -> Map.of("after", b), FaultKind.STALL));
    }

    /** Answers one GetMedia call with an error; several wait in a queue. */
    public void failNextGetMedia(int httpStatus, String errorName, String message) {
        inject(
                Fault.of(
                        FaultKind.HTTP_ERROR,
                        Map.of(
                                "operation", "GetMedia",
                                "status", httpStatus,
                                "name", errorName,
                                "message", message,
                                "times", 1)));
    }

    private static Optional<Fault> after(
            LongSupplier bytes, LongFunction<Map<String, ?>> parameters, FaultKind kind) {
        long after = bytes.getAsLong();
        return after == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Fault.of(kind, parameters.apply(after)));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
