# Makefile - the front door. The build itself is meson's.
SHELL = /bin/sh
B = build

.PHONY: build run demo fresh test check long bench shots clean

$(B)/build.ninja: tools/packages.txt
	@sh tools/install.sh run
	@[ -f $@ ] || meson setup $(B) >/dev/null

build: $(B)/build.ninja
	@sh tools/reconfigure.sh $(B)
	@ninja -C $(B) eaves

run: build
	@sh tools/run.sh $(B)/eaves

# make demo SIZE=area|town: makes the invented area, or a town of 36 of them, and serves it.
SIZE = area
demo: build
	@SIZE=$(SIZE) sh tools/run.sh $(B)/eaves

# Removes the demos in var/ after asking: they are invented, but somebody may have played in them.
fresh:
	@sh tools/fresh.sh

test:
	@sh tools/install.sh run test
	@sh tests/run.sh

check:
	@sh tools/install.sh run test
	@sh tools/check.sh

long:
	@sh tools/install.sh run test
	@sh tests/long.sh

bench:
	@sh tools/install.sh run test bench
	@sh bench/run.sh

shots: build
	@sh tools/install.sh run test
	@sh tools/shots.sh $(B)/eaves

clean:
	rm -rf $(B) build-*
