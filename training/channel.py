# align pairs -> per-char channel table with context; dump pickle (scratch only)
import unicodedata


def norm(t):
    t = unicodedata.normalize("NFC", t).replace("\xad", "").replace("​", "")
    return (
        t.replace("–", "-")
        .replace("—", "-")
        .replace("“", '"')
        .replace("”", '"')
        .replace("’", "'")
        .replace("‘", "'")
        .replace("…", "...")
        .replace("−", "-")
        .replace("‑", "-")
    )


SUBC = {
    ("å", "a"): 0.2,
    ("ä", "a"): 0.2,
    ("ö", "o"): 0.2,
    ("Å", "A"): 0.2,
    ("Ä", "A"): 0.2,
    ("Ö", "O"): 0.2,
    ("ö", "é"): 0.3,
    ("ä", "é"): 0.4,
    ("ö", "6"): 0.4,
    ("ö", "d"): 0.6,
    ("ä", "d"): 0.6,
    ("l", "I"): 0.4,
    ("l", "1"): 0.4,
    ("l", "|"): 0.4,
    ("I", "|"): 0.4,
    ("I", "l"): 0.4,
    ("1", "l"): 0.4,
    ("1", "I"): 0.4,
    ("å", "4"): 0.4,
    ("ä", "4"): 0.4,
    ("å", "&"): 0.5,
    ("ä", "&"): 0.5,
    ("i", "l"): 0.6,
    ("j", "i"): 0.6,
    ("i", "j"): 0.6,
}


def align(a, b):
    """a=read,b=true -> list of (true_char, read_string) : every true char maps to 0..3 read chars; leading insert attaches to prev"""
    n, m = len(a), len(b)
    INF = 1e9
    W = 12
    D = [[INF] * (m + 1) for _ in range(n + 1)]
    P = [[0] * (m + 1) for _ in range(n + 1)]
    D[0][0] = 0
    for i in range(n + 1):
        lo = max(0, i - W - abs(n - m))
        hi = min(m, i + W + abs(n - m))
        for j in range(lo, hi + 1):
            if i == 0 and j == 0:
                continue
            best = INF
            p = 0
            if i and j:
                x, y = b[j - 1], a[i - 1]
                c = 0 if x == y else SUBC.get((x, y), 1.0 if (x != " " and y != " ") else 1.8)
                v = D[i - 1][j - 1] + c
                if v < best:
                    best, p = v, 1
            if i:
                v = D[i - 1][j] + 1.05
                if v < best:
                    best, p = v, 2
            if j:
                v = D[i][j - 1] + 1.05
                if v < best:
                    best, p = v, 3
            D[i][j] = best
            P[i][j] = p
    i, j = n, m
    out = []
    while i or j:
        p = P[i][j]
        if p == 1:
            out.append((a[i - 1], b[j - 1]))
            i -= 1
            j -= 1
        elif p == 2:
            out.append((a[i - 1], ""))
            i -= 1
        else:
            out.append(("", b[j - 1]))
            j -= 1
    return D[n][m], out[::-1]
