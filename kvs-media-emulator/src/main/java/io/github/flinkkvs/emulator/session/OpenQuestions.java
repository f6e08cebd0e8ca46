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

package io.github.flinkkvs.emulator.session;

/**
 * How the emulator answers what AWS's documents leave open. Immutable.
 *
 * @param unknownPosition what becomes of a GetMedia call for an AfterFragmentNumber or a token that
 *     the stream does not know, or knows no more
 * @param nowTakesFragmentInProgress whether NOW starts with the fragment that is just coming in,
 *     from its beginning, rather than with the next one
 */
public record OpenQuestions(UnknownPosition unknownPosition, boolean nowTakesFragmentInProgress) {

    /** What GetMedia does with a position that the stream does not know. */
    public enum UnknownPosition {
        /** Answers 200 and sends error 4000 in the body. */
        IN_BAND_ERROR,
        /** Answers 400 InvalidArgumentException. */
        REFUSED,
        /** Starts with the oldest fragment and says nothing. */
        OLDEST
    }

    /** What the documents make most likely: error 4000 in the body, and the next fragment. */
    public static OpenQuestions likely() {
        return new OpenQuestions(UnknownPosition.IN_BAND_ERROR, false);
    }

    public OpenQuestions withUnknownPosition(UnknownPosition answer) {
        return new OpenQuestions(answer, nowTakesFragmentInProgress);
    }

    public OpenQuestions withNowTakingFragmentInProgress(boolean answer) {
        return new OpenQuestions(unknownPosition, answer);
    }
}
