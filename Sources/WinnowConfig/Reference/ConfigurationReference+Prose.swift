extension ConfigurationReference {
    /// What stands before the keys.
    static let introduction = """
        # Configuration

        <!-- Generated from the key tables in Sources/WinnowConfig/Keys. Do not edit by hand. -->

        Winnow reads one main file, `winnow.yaml`, and a directory of sources files beside it. An
        installed service has them in `/etc/winnow`. The daemon reads them when it starts and when it
        is told to reload:

        ```sh
        winnow check                # every fault, with file, line and column
        systemctl reload winnow     # or: winnow reload
        ```

        `winnow check` runs the very code that the daemon runs. It exits with 0 if the configuration is
        usable and with 78 if it is not. A reload that finds a fault changes nothing: the daemon works on
        with the configuration it has, and the journal says why.

        ```text
        sources.d/news.yaml:4:12: error: `15` has no unit (`ms`, `s`, `m`, `h`, `d`)
              every: 15
                     ^~
          did you mean `15m`?
        ```

        Unknown keys and keys given twice are faults, so that a typing error never goes unnoticed. A
        warning is printed in the same form and refuses nothing.

        ## Values

        | Type | How it is written |
        | --- | --- |
        | duration | a whole number and a unit: `500ms`, `30s`, `15m`, `12h`, `7d` |
        | size | a whole number and a unit: `512B`, `64KiB`, `8MiB`, `2GiB` |
        | percentage | a whole number and `%`: `10%` |
        | URL | with scheme and host, without a password: `https://news.example/feed.xml` |
        | name | small letters, digits, `-`, `_` and `.`, at most 64: `example-news` |
        | language tag | BCP 47: `en`, `pt-BR`, `zh-Hant` |
        | path | absolute, or relative to a place that the key names; `~` is not expanded |
        | true or false | these two words; `yes` and `on` are faults |

        The files are UTF-8, one YAML document each, of at most 16 MiB. Anchors and aliases work within
        one file: with `every: &slow 6h` in one source, another may say `every: *slow`.

        """.lines

    /// What stands before the keys of a source.
    static let sourcesIntroduction = """
        All files of `sources_directory` whose names end in `.yaml` are read, in the order of their names.
        Each has one key, `sources`, a list:

        ```yaml
        sources:
          - name: example-news
            feed: https://news.example/feed.xml
            every: 15m

          - name: example-drop
            directory: /srv/drop
            route: {name: default, languages: [en, ar]}
        ```

        A source has a `name` and exactly one of `feed`, `sitemap`, `page`, `pages` and `directory`. The
        rest is optional. A source that is taken out of the files is polled no longer; its documents stay.
        Renaming one changes no document's identity.

        """.lines

    /// What stands after the keys.
    static let afterword = """
        ## Options of modules

        Each module declares its options, and they are checked like everything else here. `winnow modules`
        lists the installed modules with their options. What `modules` in the main file sets holds
        everywhere; `options` in the `route` of a source is laid over it, key by key, and `languages` there
        sets the option `keep` of the module `language`.

        What a site or a language has of its own in boilerplate is added to the phrases that are installed:

        ```yaml
        modules:
          boilerplate:
            lines: ["ring the (harbour|ferry) bell"]        # lines that go where they stand alone
            headings: ["from the quay"]                     # headings that go with the list behind them
            add: {newsletter: {inside: ["the harbour post"]}}   # a phrase for a rule, and how it matches
            keep: ["share this article"]                    # lines that stay
            disable: [reading-time]                         # rules that drop nothing
        ```

        `winnow try --explain URL` and `winnow clean --explain FILE` show which rule took which block.

        A module states its options in JSON Schema. Of that, `type`, `properties`, `required`,
        `additionalProperties`, `enum`, `minimum`, `maximum`, `minLength`, `maxLength`, `items`,
        `minItems` and `maxItems` are checked.

        ## In an editor

        `winnow.schema.json` and `sources.schema.json` are JSON Schemas of both files, made from the same
        tables as this page. They are in `docs/schema` of the source and in `share/winnow/schema` of an
        installation. An editor with YAML support completes and checks keys with them if the first line of
        a file names one:

        ```yaml
        # yaml-language-server: $schema=/usr/share/winnow/schema/sources.schema.json
        ```
        """.lines
}

extension String {
    /// The lines of a text block.
    fileprivate var lines: [String] {
        split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
