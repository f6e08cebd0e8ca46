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

package io.github.flinkkvs.media.client;

/**
 * One way in which a failure comes over the wire.
 *
 * @param phase when it comes
 * @param error the entry of the {@link FailureTable} that it is to be taken for
 * @param call how its message begins
 * @param how what happens on the wire
 * @param maker makes it happen
 */
record WireCase(FailurePhase phase, String error, String call, String how, Maker maker) {

    /** Makes a failure happen, and waits for it. */
    interface Maker {
        KvsServiceException make(SessionFixture wire) throws Exception;
    }

    FailureRow row() {
        return FailureTable.row(phase, error);
    }

    @Override
    public String toString() {
        return phase + ": " + error + " (" + call + ", " + how + ")";
    }
}
