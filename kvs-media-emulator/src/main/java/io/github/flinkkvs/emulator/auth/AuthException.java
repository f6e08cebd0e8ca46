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

package io.github.flinkkvs.emulator.auth;

/** Carries a failure out of the parsing; never leaves the package. */
final class AuthException extends Exception {
    private final transient AuthFailure failure;

    AuthException(AuthFailure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    AuthFailure failure() {
        return failure;
    }
}
