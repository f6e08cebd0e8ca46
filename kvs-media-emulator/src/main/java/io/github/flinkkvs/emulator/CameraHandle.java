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

/** A live camera. Thread-safe. */
public final class CameraHandle implements AutoCloseable {
    private final Runnable switchOff;

    CameraHandle(Runnable switchOff) {
        this.switchOff = switchOff;
    }

    /** Switches the camera off; the fragment it was at is lost. */
    public void stop() {
        switchOff.run();
    }

    @Override
    public void close() {
        stop();
    }
}
