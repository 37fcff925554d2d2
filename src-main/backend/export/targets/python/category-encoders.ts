/** The part of the Python module that encodes categories and lists: `shared/encoding/steps` again. */
export const categoryEncoders = String.raw`def _one_hot(step, values, kind):
    texts = _texts(values, kind)
    place = {v: i for i, v in enumerate(step["values"])}
    other = len(place)
    missing = other + (1 if step["other"] else 0)
    out = np.zeros((missing + (1 if step["missing"] else 0), len(texts)), dtype=np.float64)
    for row, text in enumerate(texts):
        if text is None:
            if step["missing"]:
                out[missing, row] = 1
        elif text in place:
            out[place[text], row] = 1
        elif step["other"]:
            out[other, row] = 1
    return list(out)


def _looked(table, otherwise, step, values, kind):
    texts = _texts(values, kind)
    out = [np.array([otherwise if t is None else table.get(t, otherwise) for t in texts], dtype=np.float64)]
    return out + [np.array([t is None for t in texts])] if step["missing"] else out


def _ordinal(step, values, kind):
    last = max(1, len(step["values"]) - 1)
    table = {v: i / last for i, v in enumerate(step["values"])}
    return _looked(table, step["unseen"], step, values, kind)


def _frequency(step, values, kind):
    return _looked(dict(zip(step["values"], step["shares"])), 0.0, step, values, kind)


def _target(step, values, kind):
    texts = _texts(values, kind)
    place = {v: i for i, v in enumerate(step["values"])}
    out = []
    for output in step["outputs"]:
        means = output["means"]
        found = [
            output["absent"] if t is None else means[place[t]] if t in place else output["unseen"] for t in texts
        ]
        out.append((np.array(found, dtype=np.float64) - output["offset"]) * output["factor"])
    return out + [np.array([t is None for t in texts])] if step["missing"] else out


def murmur3(data):
    """MurmurHash3, the 32-bit x86 form with seed 0, signed."""
    def mixed(block):
        block = block * 0xCC9E2D51 & 0xFFFFFFFF
        return (block << 15 | block >> 17) * 0x1B873593 & 0xFFFFFFFF

    value, whole = 0, len(data) - len(data) % 4
    for at in range(0, whole, 4):
        value ^= mixed(int.from_bytes(data[at:at + 4], "little"))
        value = (value << 13 | value >> 19) & 0xFFFFFFFF
        value = (value * 5 + 0xE6546B64) & 0xFFFFFFFF
    if len(data) > whole:
        value ^= mixed(int.from_bytes(data[whole:], "little"))
    value ^= len(data)
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    value ^= value >> 16
    return value - 2**32 if value >= 2**31 else value


def _hash(step, values, kind):
    out = np.zeros((step["buckets"] + (1 if step["missing"] else 0), len(values)), dtype=np.float64)
    for row, text in enumerate(_texts(values, kind)):
        if text is None:
            if step["missing"]:
                out[step["buckets"], row] = 1
            continue
        code = murmur3(re.sub("[\ud800-\udfff]", "\ufffd", text).encode("utf-8"))
        out[abs(code) % step["buckets"], row] = -1 if code < 0 else 1
    return list(out)


def _multi_hot(step, values, kind):
    place = {v: i for i, v in enumerate(step["values"])}
    other = len(place)
    missing = other + (1 if step["other"] else 0)
    out = np.zeros((missing + (1 if step["missing"] else 0), len(values)), dtype=np.float64)
    for row, value in enumerate(values):
        if value is None:
            if step["missing"]:
                out[missing, row] = 1
            continue
        text = value if isinstance(value, str) else number_text(value)
        for part in map(trim, text.split(step["separator"])):
            if part in place:
                out[place[part], row] = 1
            elif part and step["other"]:
                out[other, row] = 1
    return list(out)
`.trimEnd();
