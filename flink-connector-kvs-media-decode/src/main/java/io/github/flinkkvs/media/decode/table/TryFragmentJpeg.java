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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.functions.ScalarFunction;

import javax.annotation.Nullable;

/**
 * The SQL function {@code TRY_FRAGMENT_JPEG(payload [, width])}: as {@link FragmentJpeg}, but null
 * for what cannot be decoded.
 */
@PublicEvolving
public final class TryFragmentJpeg extends ScalarFunction {

    private static final long serialVersionUID = 1L;
    private static final JpegMaker MAKER = JpegMaker.lenient();

    /** Makes a JPEG file of the size as coded. */
    @Nullable
    public byte[] eval(@Nullable byte[] payload) {
        return eval(payload, JpegMaker.AS_CODED);
    }

    /** Makes a JPEG file no wider than the width, in pixels. */
    @Nullable
    public byte[] eval(@Nullable byte[] payload, @Nullable Integer width) {
        return MAKER.ofFragment(payload, width);
    }
}
