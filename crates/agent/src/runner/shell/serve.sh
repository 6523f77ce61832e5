# Runs entries of a build in one shell state. Arguments: the control directory, a secret mark.
#
# Every entry is a script that is sourced in a subshell which then becomes the shell of all later
# entries: directory, variables and functions carry over, and an entry that exits ends only itself,
# since its exit trap goes on serving. Where the trap cannot run (the entry replaced or killed its
# shell) the parent goes on with the state from before the entry.
exec 9>&1 2>&1
__towline_dir=$1
__towline_mark=$2
__towline_open=
__towline_flags=
set --

__towline_report() {
    printf '\n%s %s %s\n' "$__towline_mark" "$__towline_n" "$1" >&9
}

__towline_restore() {
    case $__towline_flags in *e*) set -e ;; esac
    case $__towline_flags in *u*) set -u ;; esac
    case $__towline_flags in *x*) set -x ;; esac
}

__towline_over() {
    { __towline_flags=$-; set +eux; } 2>/dev/null
    case $__towline_open in '') return ;; esac
    __towline_open=
    : >"$__towline_dir/$__towline_n.done"
    __towline_report "$1"
    __towline_serve
}

__towline_serve() {
    while IFS= read -r __towline_n <"$__towline_dir/next"; do
        case $__towline_n in
        quit) exit 0 ;;
        fresh-*) (
            __towline_restore
            . "$__towline_dir/__towline_$__towline_n.sh"
        ) ;;
        *) (
            trap '__towline_over $?' EXIT
            __towline_open=yes
            __towline_restore
            . "$__towline_dir/__towline_$__towline_n.sh"
            __towline_over $?
        ) ;;
        esac
        __towline_status=$?
        # A descendant served on and has come to the end of the build.
        [ -e "$__towline_dir/$__towline_n.done" ] && exit 0
        __towline_report "$__towline_status"
    done
    exit 0
}

__towline_serve
