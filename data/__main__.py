"""The command line: ``python -m data parse|init|import|list|remove|bring-back|show-first|export|directory|collect|progress|fill-by|due|verify|resolve|actions|close|backup|list-backups|restore|copy|activities|check|access``."""

import sys

from data.commandline import commands, following_up, founding, people, progress, upkeep
from data.commandline.arguments import parse_arguments
from data.store.activities import Wanted


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 on an error, 2 on a wrong call, 130 when interrupted.

    ``collect`` has codes of its own (``data.commandline.progress``).
    """
    commands.speak_utf_8()
    options = parse_arguments(arguments)
    run = {
        "parse": lambda: commands.parse_files(options.files, options.json, options.header),
        "import": lambda: commands.import_files(options.files, options.database, options.header),
        "init": lambda: founding.found(options.body, options.directory, options.document, options.database),
        "list": lambda: commands.list_stored(options.database, options.removed),
        "remove": lambda: commands.remove_stored(options.documents, options.database, options.yes),
        "bring-back": lambda: commands.bring_back(options.documents, options.database),
        "directory": lambda: commands.exchange_directory(
            options.source, options.target, options.body, options.database, dry_run=options.dry_run
        ),
        "show-first": lambda: commands.show_first(options.document, options.database, undo=options.undo),
        "export": lambda: commands.export_stored(options.documents, options.target, options.database),
        "collect": lambda: progress.collect_ledgers(
            options.files,
            options.database,
            options.period,
            frozenset(options.confirm),
            dry_run=options.dry_run,
            as_json=options.json,
        ),
        "progress": lambda: progress.show_progress(
            options.period, options.document, options.database, as_json=options.json
        ),
        "fill-by": lambda: progress.fill_by(options.task, options.unit, options.document, options.database),
        "due": lambda: following_up.set_due_day(
            options.task, options.due, options.document, options.database
        ),
        "verify": lambda: following_up.verify_task(
            options.task, options.period, options.note, options.document, options.database, undo=options.undo
        ),
        "resolve": lambda: following_up.resolve(
            options.task,
            options.meeting,
            options.what,
            options.unit,
            options.due,
            options.by,
            options.document,
            options.database,
        ),
        "actions": lambda: following_up.show_actions(
            options.document, options.database, as_json=options.json
        ),
        "close": lambda: following_up.close(options.numbers, options.database, undo=options.undo),
        "backup": lambda: upkeep.back_up(options.folder, options.database),
        "list-backups": lambda: upkeep.list_backups(options.database),
        "restore": lambda: upkeep.restore(
            options.backup, options.database, agreed=options.yes, only_compare=options.dry_run
        ),
        "copy": lambda: upkeep.copy(options.source, options.target),
        "activities": lambda: upkeep.show_activities(
            Wanted(options.since, options.until, tuple(options.kind), options.who, options.document),
            options.limit,
            options.database,
            as_json=options.json,
        ),
        "check": lambda: upkeep.check_store(options.database),
        "access": lambda: people.set_access(
            options.subject,
            options.access,
            options.unit,
            options.body,
            options.database,
            is_group=options.group,
            take=options.take,
        ),
    }
    return commands.run(run[options.command])


if __name__ == "__main__":
    sys.exit(main())
