import ArgumentParser

/// The shells that complete.
enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
}

/// `sgscope completion bash|zsh|fish`: what a shell needs to complete.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "The completion of a shell: files, groups, ports and options behind Tab.",
        discussion: """
            Groups and ports are those of the inputs that stand on the line, of the example where none does. Nothing is completed of
            inputs that are larger than 16 MB, and AWS is not asked.

              eval "$(sgscope completion bash)"         in ~/.bashrc
              eval "$(sgscope completion zsh)"          in ~/.zshrc, below compinit
              sgscope completion fish | source          in ~/.config/fish/config.fish
            """.flowing)

    @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
    var shell: Shell

    func run() { Output.write(shell.script, to: 1) }
}

extension Shell {
    /// The script: it asks the program, which runs nothing that is typed, and takes what it answers for words.
    var script: String {
        switch self {
        case .bash:
            #"""
            # Completion of sgscope for bash.
            _sgscope() {
                local IFS=$'\n' line
                local -a lines
                COMPREPLY=()
                mapfile -t lines < <(sgscope --complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
                COMPREPLY=("${lines[@]:1}")
                if [[ ${lines[0]-} == files ]]; then compopt -o default; fi
            }
            complete -F _sgscope sgscope

            """#
        case .zsh:
            #"""
            #compdef sgscope
            # Completion of sgscope for zsh.
            _sgscope() {
                local -a lines words_
                lines=("${(@f)$(sgscope --complete zsh "${(@Q)words[2,CURRENT-1]}" "${words[CURRENT]}" 2>/dev/null)}")
                words_=("${(@)lines[2,-1]:#}")
                local found=1
                if (( ${#words_} )); then
                    compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a words_ && found=0
                fi
                if [[ ${lines[1]} == files ]]; then _files && found=0; fi
                return found
            }
            if [[ ${funcstack[1]} == _sgscope ]]; then _sgscope "$@"; else compdef _sgscope sgscope; fi

            """#
        case .fish:
            #"""
            # Completion of sgscope for fish.
            function __sgscope_complete
                set -l typed (commandline -opc)
                set -l lines (sgscope --complete fish $typed[2..-1] (commandline -ct) 2>/dev/null)
                if test (count $lines) -gt 1
                    printf '%s\n' $lines[2..-1]
                end
                if test "$lines[1]" = files
                    __fish_complete_path (commandline -ct)
                end
            end
            complete -c sgscope -f -a '(__sgscope_complete)'

            """#
        }
    }
}
