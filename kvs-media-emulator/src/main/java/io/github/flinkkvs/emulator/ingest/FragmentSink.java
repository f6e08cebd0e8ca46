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

package io.github.flinkkvs.emulator.ingest;

import io.github.flinkkvs.emulator.mkv.EbmlElement;
import io.github.flinkkvs.emulator.mkv.MalformedMatroskaException;

/**
 * Takes the fragments of one document as they are cut. Whatever it throws ends the cutting.
 *
 * <p>Of one fragment come {@link #begin}, then {@link #append} for each whole piece, then {@link
 * #complete}; the other methods show what was found before it goes into one of these.
 */
public interface FragmentSink {

    /** An element of so many bytes is announced; it will be held in memory as it comes. */
    default void announced(long size) {}

    /** The Tracks element, whole and ahead of the first fragment. */
    default void tracks(EbmlElement tracks) {}

    /** A Tags element, whole; what is in it is counted from one cluster's start to the next's. */
    default void tags(FragmentTags tags) {}

    /** A frame of the fragment that is being appended to. */
    default void block(BlockTime block) {}

    /**
     * A cluster's time is read.
     *
     * @param ebmlHeader the document's own
     * @param prelude what goes ahead of the cluster in the segment: Info, Tracks, tags
     */
    void begin(FragmentTime time, byte[] ebmlHeader, byte[] prelude);

    /** The cluster's next bytes as sent: its head up to the timecode, then one child at a time. */
    void append(byte[] clusterBytes);

    /**
     * The fragment is whole.
     *
     * @param interlude what was sent behind its cluster: tags, cues
     */
    void complete(byte[] interlude);

    /** The media ended amid an element or a cluster, which never comes to {@link #complete}. */
    default void cutShort() {
        throw new MalformedMatroskaException("The media ends amid an element");
    }

    /** More follows the segment; if this returns, it is passed over. */
    default void anotherDocument() {
        throw new MalformedMatroskaException("The media has more than one segment");
    }
}
