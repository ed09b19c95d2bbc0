"""Training: documents survive the disk, batches hold what examples say, and a larger encoder teaches a smaller one."""

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs pip install .[train]")

from ingest.reader import labels as lab
from ingest.reader.coreference import Syntax
from ingest.reader.model import FOLDER
from ingest.reader.pieces import Pieces
from ingest.training import distil, documents, losses, swaps
from ingest.training.batch import Batch, collate, grouped
from ingest.training.corpora import Document, EventLayer, MentionLayer
from ingest.training.examples import Maker, is_annotated
from ingest.training.network import Network, Size, bucket, network_of
from ingest.training.train import Settings, Windows, fit

SMALL = Size(48, 2, 4, 96, 1e-12)
LARGER = Size(96, 2, 4, 192, 1e-5, buckets=32)
WORDS = "Maria met the minister in Kabul . She left .".split()


def article() -> Document:
    """Two sentences with a tree, a name, a pronoun that means it, and one event with its roles."""
    return Document(
        "a", "own", WORDS, [True] * 9 + [False], [0, 7], {0},
        gold_sentences=True, upos=["PROPN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"],
        xpos=["NNP", "VBD", "DT", "NN", "IN", "NNP", ".", "PRP", "VBD", "."], head=[1, 1, 3, 1, 5, 1, 1, 8, 8, 8],
        deprel=["nsubj", "root", "det", "obj", "case", "obl", "punct", "nsubj", "root", "punct"],
        names=["B-PER", "O", "O", "O", "O", "B-LOC", "O", "O", "O", "O"],
        mentions=MentionLayer([(0, 1, 0, "person"), (2, 4, 3, "person"), (7, 8, 7, "person")], ["m", "n", "m"], complete=True),
        events=EventLayer(
            "own", {1: {"type": "CONSULT", "mode": None, "status": "happened"}}, [(1, 0, "actor"), (1, 3, "recipient")], [True] * 7 + [False] * 3
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(Pieces(FOLDER / "tokenizer.json"), lab.load(FOLDER / "labels.json"))


@pytest.fixture(scope="module")
def batch(maker: Maker) -> Batch:
    return collate([maker.example(article(), 0, 10), maker.example(article(), 0, 7)])


def network(maker: Maker, size: Size) -> Network:
    torch.manual_seed(5)
    return Network(maker.labels, size)


def test_documents_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    doc = article()
    doc.syntax = Syntax([1, 1], ["nsubj", "root"], [0, 0])
    doc.factual = {1: 3.0}
    documents.write([doc], tmp_path / "train.jsonl.gz")
    (back,) = documents.read(tmp_path / "train.jsonl.gz")
    assert (back.words, back.paragraphs, back.factual, back.syntax) == (doc.words, doc.paragraphs, doc.factual, doc.syntax)
    assert back.events is not None and doc.events is not None
    assert (back.events.triggers, [tuple(r) for r in back.events.roles or ()]) == (doc.events.triggers, doc.events.roles)


def test_a_batch_holds_the_pairs_of_its_examples(batch: Batch) -> None:
    assert batch.valid.sum(1).tolist() == [10, 7]
    assert batch.pairs["roles"].tolist() == [[0, 1, 0], [0, 1, 3], [1, 1, 0], [1, 1, 3]]
    assert batch.rows["roles"].tolist() == [[0, 1], [1, 1]]
    assert batch.sentences[0].tolist() == [1] * 7 + [2] * 3
    assert batch.coref is not None
    assert batch.coref.gold[0, 2].nonzero().flatten().tolist() == [0]  # "She" goes with "Maria"
    assert batch.coref.there.tolist() == [[True, True, True], [True, True, False]]


def test_groups_hold_every_example_once_and_no_more_pieces_than_allowed() -> None:
    rng = random.Random(3)
    sizes = [rng.randrange(2, 300) for _ in range(200)]
    groups = grouped(sizes, 1200, [rng.random() * 16 for _ in sizes])
    assert sorted(i for group in groups for i in group) == list(range(200))
    assert all(len(group) == 1 or max(sizes[i] for i in group) * len(group) <= 1200 for group in groups)


def test_a_loss_of_nothing_but_padding_is_the_loss_without_it(maker: Maker, batch: Batch) -> None:
    net = network(maker, SMALL).eval()
    alone = losses.losses(net, collate([maker.example(article(), 0, 10)]), 0.0, 0.0)
    twice = losses.losses(net, collate([maker.example(article(), 0, 10), maker.example(article(), 0, 10)]), 0.0, 0.0)
    padded = losses.losses(net, batch, 0.0, 0.0)
    assert {name: pytest.approx(value.item(), abs=1e-4) for name, value in alone.items()} == {n: v.item() for n, v in twice.items()}
    assert set(padded) == set(alone) >= {"tree", "deprel", "names", "mention", "begin", "type", "status", "roles", "role_label", "coref"}
    assert all(np.isfinite(value.item()) for value in padded.values())


def test_found_mentions_are_no_annotation(maker: Maker) -> None:
    doc = Document(
        "b", "raw", WORDS, [True] * 10, [0, 7], {0}, mentions=MentionLayer([(0, 1, 0, "person"), (7, 8, 7, "person")], ["0", "1"], False, True)
    )
    assert not is_annotated(doc, 0, 10)
    target = collate([maker.example(doc, 0, 10)]).coref
    assert target is not None and not target.known.any()


def test_near_distances_have_a_class_each_and_far_ones_share_them() -> None:
    left, right = bucket(torch.tensor([-3, -2, -1, 0]), 32).tolist(), bucket(torch.tensor([1, 2, 3]), 32).tolist()
    assert left == [3, 2, 1, 0] and right == [17, 18, 19]
    assert bucket(torch.tensor([200, 5000]), 32).tolist() == [31, 31]


def test_swapped_words_keep_their_class_and_others_stand(maker: Maker) -> None:
    table = swaps.swaps([article()] * 3, maker.pieces)
    ids, *_, first, last = collate([maker.example(article(), 0, 10)]).inputs
    torch.manual_seed(1)
    changed = table.applied(ids, first, last, torch.ones_like(first, dtype=torch.bool), 1.0)
    pieces = [maker.pieces.of(word)[0] for word in ("met", "left")]
    assert {int(changed[0, first[0, 1]]), int(changed[0, first[0, 8]])} <= set(pieces)
    assert int(changed[0, first[0, 6]]) == maker.pieces.of(".")[0]


def test_a_pupil_of_another_size_comes_closer_to_its_teacher(maker: Maker, tmp_path: Path) -> None:
    teacher, pupil = network(maker, LARGER).eval(), network(maker, SMALL)
    settings = Settings(encoder_rate=2e-3, head_rate=2e-3, drop=0.0, word_drop=0.0, hidden=0.0, batch=64, steps=60)
    doc = article()
    data = Windows([doc], maker, settings, everything=True)
    table = swaps.swaps([doc] * 3, maker.pieces)
    whole = collate([maker.example(doc, 0, 10)])

    def apart() -> float:
        with torch.no_grad():
            return float(((pupil.vectors(*whole.inputs, drop=0.0) - distil.said([teacher], whole, whole.inputs).vectors) ** 2).mean())

    pupil.set_drop(0.0)
    before = apart()
    fit(
        pupil, data, settings, lambda n, b: distil.term(n, b, teachers=[teacher], swapping=table, settings=settings),
        log=tmp_path / "log.jsonl", device=torch.device("cpu"),
    )  # fmt: skip
    assert apart() < before / 2


def test_a_checkpoint_says_how_large_its_network_is(maker: Maker) -> None:
    net = Network(maker.labels, Size(384, 3, 12, 1536, 1e-12))
    assert network_of(net.state_dict(), maker.labels).encoder.size.layers == 3
