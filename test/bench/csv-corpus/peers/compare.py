"""Compares our readings of a folder of text tables, cell by cell, with DuckDB's and pandas'.

A file is
- equal: names, rows and cells agree with one of the references;
- silently wrong: a table came, and it agrees with neither;
- an error where a reference reads a good table: DuckDB and pandas agree on a table of two or more columns,
  or of one column and more than one row, and we gave an error;
- an error elsewhere: at most one of the references reads the file.
Differences that were looked at, file by file, are in accepted.json, each with its reason.
"""
import argparse, json, math, os, pickle, re, signal, sys, warnings
import duckdb, pandas

warnings.simplefilter("ignore")
here = os.path.dirname(os.path.abspath(__file__))
MARKS = {"none", "NONE", "\\n", "", "NA", "?", "NULL", "null", "None", "N/A", "n/a", "#N/A", "nan", "NaN", "-", "\\N", "inf", "-inf", "infinity", "-infinity", "Infinity", "-Infinity"}
TRUE, FALSE = {"true", "t", "yes", "y", "1"}, {"false", "f", "no", "n", "0"}


class TooLong(Exception):
    pass


def limited(seconds, action):
    def stop(*_):
        raise TooLong()
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        return action()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return error
    finally:
        signal.alarm(0)


def read_duckdb(path):
    connection = duckdb.connect()
    connection.execute("SET threads=1; SET TimeZone='UTC'")
    relation = connection.execute("SELECT * FROM read_csv(?, all_varchar=true)", [path])
    names = [column[0] for column in relation.description]
    return names, [list(row) for row in relation.fetchall()]


def duckdb_delimiter(path):
    try:
        return duckdb.connect().execute("SELECT Delimiter FROM sniff_csv(?)", [path]).fetchone()[0]
    except Exception:
        return None


def read_pandas(path):
    def attempt(**how):
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False, **how)
        if not isinstance(frame.index, pandas.RangeIndex):
            raise ValueError("an index of its own")
        return [str(name) for name in frame.columns], frame.astype(object).where(frame.notna(), None).values.tolist()
    last = None
    delimiter = duckdb_delimiter(path)
    for how in ([dict(sep=delimiter)] if delimiter and len(delimiter) == 1 else []) + [dict(sep=None, engine="python"), dict()]:
        try:
            return attempt(**how)
        except BaseException as error:
            if isinstance(error, (TooLong, KeyboardInterrupt)):
                raise
            last = error
    raise last


def numbers(text):
    """What a text may mean as a number: the decimal mark is the importer's to find, and it says which it took."""
    found = []
    try:
        found.append(float(text))
    except ValueError:
        pass
    plain = re.sub(r"[\s$€£¥%]", "", text)
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()")
    for candidate in (plain.replace(",", ""), plain.replace(".", "").replace(",", "."), plain.replace("_", "")):
        try:
            found.append(-float(candidate) if negative else float(candidate))
        except ValueError:
            continue
    return found


def instants(text):
    found = []
    for order in ({}, {"dayfirst": True}, {"yearfirst": True}):
        try:
            stamp = pandas.to_datetime(text, **order)
            if stamp.tzinfo is not None:
                stamp = stamp.tz_convert("UTC").tz_localize(None)
            found.append(stamp)
        except Exception:
            pass
    return found


def same_cell(ours, theirs):
    if ours is None:
        return theirs is None or theirs.strip() in MARKS
    if theirs is None:
        return ours == ""
    if isinstance(ours, (int, float)) and not isinstance(ours, bool):
        word = theirs.strip().lower()
        if word in TRUE | FALSE and ours in (0, 1) and (word in TRUE) == (ours == 1):
            return True
        return any(value == ours or math.isclose(value, ours, rel_tol=1e-12) for value in numbers(theirs.strip()))
    if ours.strip() == theirs.strip():
        return True
    left, right = ours.replace("\r\n", "\n").replace("\r", "\n"), theirs.replace("\r\n", "\n").replace("\r", "\n")
    if left.strip() == right.strip():
        return True
    if len(ours) < 40 and re.match(r"\d{4}-\d\d-\d\d|\d\d:\d\d", ours):
        mine = instants(ours)
        return bool(mine) and any(stamp in mine for stamp in instants(theirs))
    return False


def clean(name, index):
    return name.strip() or f"column {index + 1}"


def same_names(ours, theirs):
    """Names given to nameless or repeated columns differ from product to product."""
    for c, (mine, other) in enumerate(zip(ours, theirs)):
        if mine.strip() == other.strip():
            continue
        if re.fullmatch(r"column ?\d+|Unnamed: \d+|column\d+|\d+", other, re.I) and re.fullmatch(r"column \d+( \d+)?", mine):
            continue
        if re.sub(r"[ ._]\d+$", "", mine).strip() == re.sub(r"[ ._]\d+$", "", other).strip():
            continue
        return f"name {c + 1}: ours {mine!r}, theirs {other!r}"
    return None


def all_empty(row):
    return all(value is None or value.strip() == "" for value in row)


def difference(ours, theirs):
    """None where the tables agree."""
    names, rows = theirs
    mine = ours["rows"]
    if len(names) != len(ours["columns"]):
        return f"{len(ours['columns'])} columns, theirs {len(names)}"
    if ours["count"] != len(rows):
        # An empty line is no row for us: RFC 4180 has none.
        kept = [row for row in rows if not (len(names) == 1 and all_empty(row))]
        if ours["count"] != len(kept):
            return f"{ours['count']} rows, theirs {len(rows)}"
        rows = kept
    wrong = same_names([column["name"] for column in ours["columns"]], names)
    if wrong:
        return wrong
    for r, (left, right) in enumerate(zip(mine, rows)):
        for c, (a, b) in enumerate(zip(left, right)):
            if not same_cell(a, b):
                return f"row {r + 1}, {names[c]!r}: ours {a!r}, theirs {b!r}"
    return None


def agree(one, other):
    """Whether two references read the same table."""
    if len(one[0]) != len(other[0]) or len(one[1]) != len(other[1]):
        return False
    if [n.strip() for n in one[0]] != [n.strip() for n in other[0]]:
        return False
    return all(
        (a or "").strip() == (b or "").strip() for left, right in zip(one[1], other[1]) for a, b in zip(left, right)
    )


def header_as_row(ours, theirs):
    """Whether the only difference is that they took the first row for names; no value is lost either way."""
    names, rows = theirs
    if len(names) != len(ours["columns"]) or ours["count"] != len(rows) + 1 or not ours["rows"]:
        return False
    plain = [re.sub(r"[ ._]\d+$", "", name) if name not in names[:c] else name for c, name in enumerate(names)]
    first = ours["rows"][0]
    alike = all(same_cell(mine, name) or same_cell(mine, short) or re.match(r"Unnamed: |column", name) for mine, name, short in zip(first, names, plain))
    return alike and difference({**ours, "count": len(rows), "rows": ours["rows"][1:], "columns": [{"name": name} for name in names]}, theirs) is None


def is_data(ours):
    """Whether the first row clearly is one: it holds a number or a date, or stands below again as it is."""
    first, rest = ours["rows"][0], ours["rows"][1:]
    values = any(isinstance(value, (int, float)) or re.match(r"\d{4}-\d\d-\d\d", value or "") for value in first)
    return values or first in rest


def split(table):
    """A reference that puts whole lines into one column, delimiters and all, has not found the table's shape."""
    names, rows = table
    return len(names) > 1 or not any(re.search(r"[,;|\t]", row[0] or "") for row in rows[:200])


def told(ours):
    return ", ".join(sorted({w["kind"] for w in ours.get("warnings", [])}))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("readings")
    options.add_argument("--json")
    options.add_argument("--references", help="keeps what the references read for the next run")
    options = options.parse_args()
    kept = {}
    if options.references and os.path.exists(options.references):
        kept = pickle.load(open(options.references, "rb"))
    accepted = json.load(open(os.path.join(here, "accepted.json"), encoding="utf8"))
    groups = {key: [] for key in ("equal", "silently wrong", "error on a good table", "error elsewhere", "read where no reference does", "accepted", "hang")}
    for line in open(options.readings, encoding="utf8"):
        ours = json.loads(line)
        path = os.path.join(options.folder, ours["file"])
        if ours.get("hang"):
            groups["hang"].append((ours["file"], ""))
            continue
        if path not in kept:
            references = {"DuckDB": limited(20, lambda: read_duckdb(path)), "pandas": limited(20, lambda: read_pandas(path))}
            kept[path] = {name: table for name, table in references.items() if isinstance(table, tuple)}
        read = {name: table for name, table in kept[path].items() if split(table)}
        reason = next((why for name, why in accepted.items() if ("csv/" + ours["file"]).endswith("/" + name) or ("csv/" + ours["file"]) == name), None)
        if "error" in ours:
            good = len(read) == 2 and agree(*read.values()) and good_table(read["DuckDB"])
            detail = json.dumps(ours["error"], ensure_ascii=False)[:160]
            group = "error on a good table" if good else "error elsewhere"
        else:
            differences = {name: difference(ours, table) for name, table in read.items()}
            if not read:
                group, detail = "read where no reference does", ""
            elif any(found is None for found in differences.values()):
                group, detail = "equal", ""
            else:
                as_row = [name for name, table in read.items() if header_as_row(ours, table)]
                if as_row and (len(as_row) < len(read) or is_data(ours)):
                    reason = "its first line holds values, or stands below again, so we keep it as a row; " + " and ".join(as_row) + " take it for names"
                group, detail = "silently wrong", "; ".join(f"{name}: {found}" for name, found in differences.items()) + (f" [told: {told(ours)}]" if told(ours) else "")
        if group in ("silently wrong", "error on a good table") and reason:
            group, detail = "accepted", f"{reason} ({detail})"
        groups[group].append((ours["file"], detail))
    if options.references:
        pickle.dump(kept, open(options.references, "wb"))
    total = sum(map(len, groups.values()))
    print(f"files: {total} (DuckDB {duckdb.__version__}, pandas {pandas.__version__})")
    for group, found in groups.items():
        print(f"{group}: {len(found)}")
    for group in ("silently wrong", "error on a good table", "accepted", "hang", "error elsewhere", "read where no reference does"):
        if groups[group]:
            print(f"\n{group}:")
            for file, detail in groups[group]:
                print(f"  {file}: {detail}")
    if options.json:
        json.dump(groups, open(options.json, "w", encoding="utf8"), ensure_ascii=False, indent=1)
    sys.exit(1 if groups["silently wrong"] or groups["hang"] or len(groups["error on a good table"]) > 8 else 0)


def good_table(table):
    names, rows = table
    return len(rows) > 0 and (len(names) > 1 or len(rows) > 1)


main()
