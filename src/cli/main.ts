import { OperatorError } from '#core/errors.ts';
import { checkCommand } from './commands/check.ts';
import { demoCommand } from './commands/demo.ts';
import { exportCommand } from './commands/export.ts';
import { helpCommand } from './commands/help.ts';
import { importCommand } from './commands/import.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { userCommand } from './commands/user.ts';
import { territoryCommand } from './commands/territory.ts';
import { consoleFor, type Console } from './console.ts';
import { tellFailure } from './failures.ts';
import { homeFolder, openInstallation } from './installation.ts';
import { readCommandLine, type CommandLine } from './options.ts';

const COMMANDS: Record<string, (line: CommandLine, console: Console) => Promise<number>> = {
	serve: (_line, console) => serveCommand(console),
	demo: demoCommand,
	import: importCommand,
	export: exportCommand,
	report: reportCommand,
	check: () => checkCommand(),
	user: userCommand,
	territoire: (_line, console) => territoryCommand(console)
};

/** Commands that have the database to themselves; the others share the one of a Fanal that serves. */
const SERVING = new Set(['serve', 'demo']);

async function run(args: string[]): Promise<number> {
	const line = readCommandLine(args);
	if (line.command === 'aide') return helpCommand();
	const command = COMMANDS[line.command];
	if (!command)
		throw new OperatorError(
			`La commande « ${line.command} » n’existe pas.`,
			'npm run fanal -- aide'
		);
	const console = consoleFor(line.quiet);
	const installation = await openInstallation(console, { join: !SERVING.has(line.command) });
	try {
		return await command(line, console);
	} finally {
		await installation.close();
	}
}

const [command = 'aide', ...words] = process.argv.slice(2);
run([command, ...words]).then(
	(code) => process.exit(code),
	async (failure: unknown) => {
		const name = command in COMMANDS ? command : 'aide';
		const { lines, code } = await tellFailure(failure, name, homeFolder());
		process.stderr.write(`\n${lines.join('\n')}\n`);
		process.exit(code);
	}
);
