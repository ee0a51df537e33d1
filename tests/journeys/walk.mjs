// walk.mjs - one neighbourhood, one afternoon: the journeys in order, each leaving its trace for the next.
import {close, open} from './kit.mjs';
import {run as report} from './report.mjs';
import {run as answer} from './answer.mjs';
import {run as byhand} from './byhand.mjs';
import {run as badinput} from './badinput.mjs';
import {run as rolls} from './rolls.mjs';
import {run as people} from './people.mjs';
import {run as script} from './script.mjs';
import {run as look} from './look.mjs';
import {run as imports} from './imports.mjs';
import {run as registers} from './registers.mjs';
import {run as safety} from './safety.mjs';
import {run as desks} from './desks.mjs';
import {run as bodies} from './bodies.mjs';
import {run as regroup} from './regroup.mjs';
import {run as messages} from './messages.mjs';
import {run as checks} from './checks.mjs';
import {run as results} from './results.mjs';
import {run as cases} from './cases.mjs';
import {run as notices} from './notices.mjs';
import {run as followup} from './followup.mjs';
import {run as eight} from './eight.mjs';
import {run as rulesets} from './rulesets.mjs';
import {run as ballots} from './ballots.mjs';
import {run as slips} from './slips.mjs';
import {run as search} from './search.mjs';

const s = {}; // what a journey leaves for those after it
await open();
for (const run of [report, answer, byhand, badinput, rolls, people, script, imports, bodies, desks,
  regroup, registers, safety, messages, checks, results, cases, notices, followup, eight, rulesets, ballots, slips, search, look]) {
  await run(s);
}
process.exitCode = await close() ? 1 : 0;
