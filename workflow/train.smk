"""Trains a grid of configs and folds: prepare in shards, fit, measure each config over its folds, compare. See README.md."""

import shlex
from pathlib import Path

from snakemake.utils import min_version, validate

min_version("9.0")

configfile: Path(workflow.basedir) / "config" / "train.yaml"
validate(config, schema="schemas/train.schema.yaml")

ROOT = Path(config["cauda"] or Path(workflow.basedir).parent).resolve()
CAUDA = " ".join(shlex.quote(str(ROOT / path)) for path in ("node_modules/.bin/tsx", "cli/cauda.ts"))
PYTHON = shlex.quote(config["python"] or str(ROOT / "training" / ".venv" / "bin" / "python"))
CONFIGS = {Path(path).stem: str(ROOT / "training" / path) for path in config["configs"]}
FOLDS = config["folds"]
PREPARED, RUNS, OUT = config["prepared"], config["runs"], config["out"]
SOURCES = " ".join(f"--{name} {shlex.quote(config[name])}" for name in ("data", "rsna", "phantom") if config[name])
SET = " ".join(f"--set {shlex.quote(value)}" for value in config["set"])
TRAIN = f"cd {shlex.quote(str(ROOT / 'training'))} && {PYTHON} -m cauda_training"


wildcard_constraints:
    config="|".join(CONFIGS),
    fold=r"\d+",


localrules:
    all,
    compare,


rule all:
    input:
        f"{OUT}/comparison.csv",


rule prepare:
    """Writes one part of the training tensors."""
    output:
        touch(f"{PREPARED}/.done/{{shard}}-of-{config['shards']}"),
    params:
        prepared=PREPARED,
    resources:
        mem_mb=2000,
        runtime=480,
    shell:
        f"{CAUDA} prepare {SOURCES} --out {{params.prepared:q}} --shard {{wildcards.shard}}/{config['shards']}"


rule fit:
    """Trains one config without one part of the patients. A run that is broken off goes on where it was."""
    input:
        expand(rules.prepare.output, shard=range(1, config["shards"] + 1)),
    output:
        touch(f"{RUNS}/.done/{{config}}-{{fold}}-of-{FOLDS}"),
    params:
        config=lambda wildcards: CONFIGS[wildcards.config],
        prepared=Path(PREPARED).resolve(),
        runs=Path(RUNS).resolve(),
    threads: config["threads"]
    resources:
        mem_mb=6000,
        runtime=1440,
    shell:
        f"{TRAIN} --threads {{threads}} fit {{params.config:q}} {SET} --fold {{wildcards.fold}}/{FOLDS} --resume"
        " --name {wildcards.config}-{wildcards.fold} --prepared {params.prepared:q} --runs {params.runs:q}"


rule measure:
    """Figures of one config, each fold judged by the patients that it was kept from."""
    input:
        lambda wildcards: expand(rules.fit.output, config=wildcards.config, fold=range(1, FOLDS + 1)),
    output:
        f"{OUT}/{{config}}.json",
    params:
        names=lambda wildcards: [f"{wildcards.config}-{fold}" for fold in range(1, FOLDS + 1)],
        prepared=Path(PREPARED).resolve(),
        runs=Path(RUNS).resolve(),
        figures=lambda wildcards, output: Path(output[0]).resolve(),
    resources:
        mem_mb=4000,
        runtime=240,
    shell:
        f"{TRAIN} measure {{params.names}} --split train --out {{params.figures:q}}"
        " --prepared {params.prepared:q} --runs {params.runs:q}"


rule compare:
    """One table of all figures of all configs."""
    input:
        expand(rules.measure.output, config=CONFIGS),
    output:
        f"{OUT}/comparison.csv",
    script:
        "scripts/compare.py"
