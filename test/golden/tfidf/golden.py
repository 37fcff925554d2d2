"""TF-IDF and truncated SVD of scikit-learn on given tokens: `python golden.py > golden.json` (scikit-learn, numpy)."""
import json

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

words = "oak lamp blue chair red desk cafe tea wool mat light old new soft round tall".split()
draw = np.random.RandomState(7)
texts = [
    " ".join(words[int(len(words) * draw.rand() ** 2)] for _ in range(1 + draw.randint(9)))
    for _ in range(120)
]
texts += ["", "nothing known here", "Oak, LAMP; oak!"]


def case(pairs, minimum):
    vectorizer = TfidfVectorizer(
        tokenizer=str.split,
        token_pattern=None,
        preprocessor=lambda text: "".join(c if c.isalnum() else " " for c in text.lower()),
        ngram_range=(1, 2 if pairs else 1),
        min_df=minimum,
    )
    matrix = vectorizer.fit_transform(texts)
    svd = TruncatedSVD(n_components=5, algorithm="arpack", tol=0, random_state=0)
    places = svd.fit_transform(matrix)
    return {
        "pairs": pairs,
        "minimum": minimum,
        "terms": vectorizer.get_feature_names_out().tolist(),
        "weights": vectorizer.idf_.tolist(),
        "tfidf": matrix.toarray()[:4].tolist() + matrix.toarray()[-3:].tolist(),
        "singular": svd.singular_values_.tolist(),
        "places": places[:6].tolist(),
    }


print(json.dumps({"texts": texts, "cases": [case(False, 1), case(False, 2), case(True, 2)]}))
