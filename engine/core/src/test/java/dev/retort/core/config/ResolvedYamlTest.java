package dev.retort.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResolvedYamlTest {

    @Test
    void saysWhereEachValueComesFrom() {
        BoundTask<Distill> task = Workspace.distillation()
                .file("base.yaml", "distillation:\n  order: input\nenvironment: {env_file: e.env}\n")
                .file("e.env", "")
                .task("extends: base.yaml\noutput_dir: runs/${date}\n" + Distill.TASK)
                .set("distillation.concurrency=7")
                .bind(Distill.class);
        assertEquals(
                """
                task_name: "t"
                task_type: "data_distillation"
                output_dir: "runs/2026-02-09"
                environment:
                  env_file: "e.env"  # base.yaml:3
                distillation:
                  order: "input"  # base.yaml:2
                  input_path: "data/prompts.jsonl"
                  output_path: "out/"
                  model_config: "models/sim.yaml"
                  concurrency: 7  # --set
                  batch_size: 30  # default
                  flush_interval_secs: 2.0  # default
                  resume_mode: true  # default

                # What models/sim.yaml said:
                # client_config:
                #   base_url: "simulated"
                #   timeout: "10m"  # default
                #   max_retries: 5  # default
                # chat_config:
                #   model: "simulated"  # default
                """,
                task.resolvedYaml());
    }

    @Test
    void leadsToTheSameRecord() {
        String yaml =
                """
                task_name: t
                task_type: data_distillation
                flag: True
                few: 0x0A
                large: ${env:N:-9223372036854775807}
                ratio: 1.5e0
                text: "a\\tb\\u0001 $${x} # \\"q\\" \\\\ \\n 日本 \\U0001F600"
                path: ${run.dir}/x
                address: http://h:1/?a=b#c
                timeout: 1m30s
                pause_secs: 2
                level: very_high
                secret: ${secret:API_KEY}
                numbers: [1, 2]
                items:
                - name: a
                - {count: 3}
                prices: {"a b": 1, "true": 2, "x: y": 3}
                anything:
                  a: [1, null, {b: x, c: []}, [2, [3]]]
                  "$${n}": ~
                  e: {}
                  t: "true"
                  f: 1.0
                  g: ${env:N:-7}
                class: |
                  line
                    line
                item:
                """;
        Workspace workspace = new Workspace().variable("API_KEY", "tiger-tiger");
        BoundTask<Everything> first = workspace.task(yaml).bind(Everything.class);
        assertEquals(0, first.problems().errorCount(), Workspace.shown(first));
        assertFalse(first.resolvedYaml().contains("tiger"));

        BoundTask<Everything> second = workspace.task(first.resolvedYaml()).bind(Everything.class);
        assertEquals("", Workspace.shown(second), first.resolvedYaml());
        assertEquals(first.config(), second.config());
        assertEquals(
                first.resolvedYaml().replace("  # default", ""),
                second.resolvedYaml().replace("  # default", ""));
    }

    @Test
    void aCredentialStaysAReference() {
        BoundTask<Everything> task = new Workspace()
                .variable("API_KEY", "tiger-tiger")
                .variable("STAGE", "test")
                .task("task_name: t\ntask_type: data_distillation\ntext: Bearer ${env:API_KEY} for ${env:STAGE}\n")
                .bind(Everything.class);
        assertEquals("Bearer tiger-tiger for test", task.config().text().orElse(""));
        assertTrue(task.resolvedYaml().contains("text: \"Bearer ${env:API_KEY} for test\"\n"), task.resolvedYaml());
    }
}
