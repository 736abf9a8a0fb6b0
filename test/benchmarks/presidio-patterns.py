# Presidio's pattern recognisers over labelled texts, without a model of language; prints one JSON document. Given: the file.
import json
import sys
import time

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine


class BlankEnglish(NlpEngine):
    """Tokens alone, in lower case, so that words of context count."""

    def __init__(self):
        self.nlp = spacy.blank("en")

    def load(self):
        pass

    def is_loaded(self):
        return True

    def process_text(self, text, language):
        doc = self.nlp(text)
        words = [token.text.lower() for token in doc]
        return NlpArtifacts([], doc, [token.idx for token in doc], words, self, language)

    def process_batch(self, texts, language, **_):
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word, language):
        return self.nlp.vocab[word].is_stop

    def is_punct(self, word, language):
        return self.nlp.vocab[word].is_punct

    def get_supported_entities(self):
        return []

    def get_supported_languages(self):
        return ["en"]


registry = RecognizerRegistry()
registry.load_predefined_recognizers(languages=["en"])
for recogniser in list(registry.recognizers):
    if "spacy" in recogniser.name.lower():
        registry.remove_recognizer(recogniser.name)
engine = AnalyzerEngine(registry=registry, nlp_engine=BlankEnglish(), supported_languages=["en"])

texts = json.load(open(sys.argv[1], encoding="utf8"))
engine.analyze(texts[0]["full_text"], language="en")
began, cpu = time.perf_counter(), time.process_time()
found = [engine.analyze(text["full_text"], language="en") for text in texts]
took, cpu = time.perf_counter() - began, time.process_time() - cpu

recall = {}
wrong = {}
for text, hits in zip(texts, found):
    for span in text["spans"]:
        kind = "URL" if span["entity_type"] == "DOMAIN_NAME" else span["entity_type"]
        over = [h for h in hits if h.entity_type == kind and h.start < span["end_position"] and span["start_position"] < h.end]
        got = recall.setdefault(span["entity_type"], [0, 0])
        got[0] += 1 if over else 0
        got[1] += 1
    for hit in hits:
        name = "DOMAIN_NAME" if hit.entity_type == "URL" else hit.entity_type
        if not any(
            s["entity_type"] == name and hit.start < s["end_position"] and s["start_position"] < hit.end for s in text["spans"]
        ):
            wrong[name] = wrong.get(name, 0) + 1
json.dump({"texts": len(texts), "seconds": took, "cpu": cpu, "recall": recall, "wrong": wrong}, sys.stdout)
