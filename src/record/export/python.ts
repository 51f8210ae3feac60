/**
 * A reader of runs for Python, as a file of its own and as the first cells of a notebook: `load` gives the document of a run (file, gzipped or not,
 * or report), `results` its repeats as rows. Only the last lines need pandas. The decoder is that of `record/file/columns.ts`, list by list, with the marks of `tightened.ts`.
 */
import type { AnyRecord } from '../../contracts/record.ts';
import { runTitle, shortId } from './about.ts';
import { visible } from './visible.ts';

export const reader = String.raw`import base64, gzip, json

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def whole_numbers(text):
    """Base64 VLQ, as in source maps."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        digit = LETTERS.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if not digit & 32:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers


def over(numbers, denominator):
    return numbers if denominator == 1 else [number / denominator for number in numbers]


def unpack(value):
    """What Drift Lab writes column by column, as it was."""
    if isinstance(value, list):
        return [unpack(each) for each in value]
    if not isinstance(value, dict):
        return value
    if not any(name.startswith("$") for name in value):
        return {name: unpack(each) for name, each in value.items()}
    if "$rows" in value:
        rows = [{} for _ in range(value["$rows"])]
        only = value.get("$only", {})
        for name, column in value["$columns"].items():
            places = unpack(only[name]) if name in only else range(len(rows))
            for place, each in zip(places, unpack(column), strict=True):
                rows[place][name] = each
        return rows
    if "$joined" in value:
        items = iter(unpack(value["$joined"]))
        return [[next(items) for _ in range(length)] for length in unpack(value["$lengths"])]
    if "$fields" in value:
        lists = [[{} for _ in range(length)] for length in unpack(value["$lengths"])]
        for name, column in value["$fields"].items():
            for rows, values in zip(lists, unpack(column), strict=True):
                for row, each in zip(rows, values, strict=True):
                    row[name] = each
        return lists
    if "$hex" in value:
        raw, size = base64.b64decode(value["$hex"]), value["$bytes"]
        return [raw[at : at + size].hex() for at in range(0, len(raw), size)]
    if "$value" in value:
        items = [unpack(value["$value"]) for _ in range(value["$times"])]
        if "$except" in value:
            for place, each in zip(unpack(value["$except"]), unpack(value["$are"]), strict=True):
                items[place] = each
        return items
    if "$from" in value:
        return [value["$from"] + at * value["$by"] for at in range(value["$times"])]
    if "$differences" in value:
        total, sums = 0, []
        for difference in whole_numbers(value["$differences"]):
            total += difference
            sums.append(total)
        return over(sums, value["$over"])
    if "$whole" in value:
        return over(whole_numbers(value["$whole"]), value["$over"])
    if "$values" in value:
        values = unpack(value["$values"])
        return [values[at] for at in unpack(value["$at"])]
    if "$parts" in value:
        return [part / of for part, of in zip(unpack(value["$parts"]), unpack(value["$of"]), strict=True)]
    if "$nulls" in value:
        nulls, numbers = set(unpack(value["$nulls"])), unpack(value["$numbers"])
        rest = iter(numbers)
        return [None if at in nulls else next(rest) for at in range(len(nulls) + len(numbers))]
    raise ValueError(f"nothing is known of {next(iter(value))}")


def parse(raw):
    """The document of a run from the bytes of its file, or of a report that holds it."""
    text = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig")
    if text.lstrip()[:14].lower() == "<!doctype html":
        kind = "gzip" if '<script type="application/gzip" id="run">' in text else "json"
        _, opens, held = text.rpartition(f'<script type="application/{kind}" id="run">')
        if not opens:
            raise ValueError("this page holds no run; load the run's own file")
        text = held.partition("</script>")[0]
        if kind == "gzip":
            text = gzip.decompress(base64.b64decode(text)).decode("utf-8")
    return unpack(json.loads(text))


def load(path):
    with open(path, "rb") as file:
        return parse(file.read())


def results(run):
    """A row for each repeat: one repair, or one policy, on one seed."""
    if run["spec"]["kind"] == "stream":
        batch = run["spec"]["stream"]["batch"]
        return [
            {
                "seed": each["seed"],
                "policy": f"{each['policy']} {run['spec']['policies'][each['policy']]['id']}",
                "accuracy": 1 - each["points"][-1]["errors"] / (batch * len(each["points"])),
                "accuracy_old": each["accuracyOld"],
                "accuracy_end": each["accuracyEnd"],
                "repairs": len(each["actions"]),
                **{name: each["points"][-1][name] for name in ("errors", "labels", "flops", "seconds")},
            }
            for each in run["runs"]
        ]
    return [
        {
            "seed": each["seed"],
            "repair": each["arm"],
            "status": each["status"],
            "accuracy": each["measures"]["accuracyNew"],
            "accuracy_old": each["measures"]["accuracyOld"],
            **{name: score for name, score in each["measures"]["scoresNew"].items() if isinstance(score, (int, float))},
            **each["counts"],
            "seconds": each["times"]["trainMs"] / 1000,
        }
        for each in run["results"]
    ]


def along(run):
    """A row for each point of a learning curve, or each batch of a stream."""
    if run["spec"]["kind"] == "stream":
        policies = run["spec"]["policies"]
        return [
            {"seed": each["seed"], "policy": f"{each['policy']} {policies[each['policy']]['id']}", "batch": at + 1, "accuracy": point["accuracy"]}
            for each in run["runs"]
            for at, point in enumerate(each["points"])
        ]
    return [
        {"seed": each["seed"], "repair": each["arm"], **{name: point[name] for name in ("step", "seconds", "loss")}, **point["accuracy"]}
        for each in run["results"]
        for point in each["curve"]
    ]
`;

export function python(record: AnyRecord): string {
  const file = `run-${shortId(record)}.driftlab.json`;
  return `# ${visible(runTitle(record))}
# Run ${record.runId}
#
#     python this.py ${file}      (the run, gzipped or not, or its report)
#
# Python 3.10 or newer; tables need pandas.
${reader}

if __name__ == "__main__":
    import sys

    import pandas

    run = load(sys.argv[1] if len(sys.argv) > 1 else "${file}")
    table = pandas.DataFrame(results(run))
    print(run["derived"]["verdict"]["sentences"])
    print(table.groupby(table.columns[1]).mean(numeric_only=True))
`;
}
